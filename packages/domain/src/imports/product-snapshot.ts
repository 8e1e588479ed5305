import { sql } from "../shared/sql.ts";

/** The fields of product `p` that an import can change, as JSON; what is empty is null. */
export function productSnapshot(currency: string) {
  return sql`jsonb_build_object('name', p.name, 'description', p.description, 'categoryId', p.category_id, 'cost', p.standard_cost, 'weight', p.weight, 'supplier', p.attributes ->> 'supplier', 'status', p.status, 'parentId', p.parent_id, 'options', p.attributes -> 'options',
    'barcode', (SELECT u.barcode FROM product_unit u WHERE u.product_id = p.id AND u.uom_id = p.base_uom_id),
    'price', (SELECT x.unit_price FROM product_price x WHERE x.product_id = p.id AND x.list_code = 'DEFAULT' AND x.currency = ${currency} AND x.min_quantity = 1
      AND x.valid_from <= now() AND (x.valid_to IS NULL OR x.valid_to > now()) ORDER BY x.valid_from DESC LIMIT 1))`;
}

/** Product `p` was made by an import that was undone: another import that brings it takes it up again. */
export const archivedByUndo = sql`EXISTS (SELECT FROM import_change c JOIN import_job j ON j.id = c.job_id WHERE c.product_id = p.id AND c.old IS NULL AND j.undone_at IS NOT NULL)`;
