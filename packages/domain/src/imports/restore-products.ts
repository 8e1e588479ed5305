import type { NeonWork } from "../shared/work.ts";

/** Gives products back the fields they had before an import, and removes or archives those it made; set by set, whatever their number. */
export async function restoreProducts(work: NeonWork, jobId: string, currency: string): Promise<void> {
  await restoreFields(work, jobId);
  await restorePrices(work, jobId, currency);
  await removeMade(work, jobId);
}

async function restoreFields(work: NeonWork, jobId: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE product p SET name = c.old ->> 'name', description = c.old ->> 'description', category_id = c.old ->> 'categoryId', standard_cost = (c.old ->> 'cost')::numeric, weight = CASE WHEN c.old ? 'weight' THEN (c.old ->> 'weight')::numeric ELSE p.weight END,
      status = (c.old ->> 'status')::product_status, attributes = (p.attributes - 'supplier' - CASE WHEN c.old ? 'options' THEN 'options' ELSE '' END)
        || jsonb_strip_nulls(jsonb_build_object('supplier', c.old ->> 'supplier', 'options', nullif(c.old -> 'options', 'null'))),
      parent_id = CASE WHEN c.old ? 'parentId' THEN c.old ->> 'parentId' ELSE p.parent_id END,
      version = p.version + 1, updated_at = now()
    FROM (SELECT * FROM import_change WHERE job_id = ${jobId} AND old <> new) c WHERE p.id = c.product_id`;
  // First freed, then given back: two products may have swapped theirs.
  await work.tx.$executeRaw`
    UPDATE product_unit u SET barcode = NULL, updated_at = now() FROM import_change c JOIN product p ON p.id = c.product_id
    WHERE c.job_id = ${jobId} AND c.old -> 'barcode' <> c.new -> 'barcode' AND u.product_id = p.id AND u.uom_id = p.base_uom_id`;
  await work.tx.$executeRaw`
    UPDATE product_unit u SET barcode = c.old ->> 'barcode', updated_at = now() FROM import_change c JOIN product p ON p.id = c.product_id
    WHERE c.job_id = ${jobId} AND c.old -> 'barcode' <> c.new -> 'barcode' AND c.old ->> 'barcode' IS NOT NULL AND u.product_id = p.id AND u.uom_id = p.base_uom_id`;
}

/** The price of before holds from now on; the price of the import stays in the history. */
async function restorePrices(work: NeonWork, jobId: string, currency: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE product_price x SET valid_to = date_trunc('milliseconds', now()), updated_at = now() FROM import_change c
    WHERE c.job_id = ${jobId} AND c.old -> 'price' <> c.new -> 'price' AND x.product_id = c.product_id AND x.list_code = 'DEFAULT' AND x.currency = ${currency} AND x.min_quantity = 1
      AND x.valid_from < date_trunc('milliseconds', now()) AND (x.valid_to IS NULL OR x.valid_to > date_trunc('milliseconds', now()))`;
  await work.tx.$executeRaw`
    INSERT INTO product_price (product_id, currency, min_quantity, unit_price, valid_from, created_by)
    SELECT c.product_id, ${currency}, 1, (c.old ->> 'price')::numeric, date_trunc('milliseconds', now()), ${work.actor.userId} FROM import_change c
    WHERE c.job_id = ${jobId} AND c.old -> 'price' <> c.new -> 'price' AND c.old ->> 'price' IS NOT NULL`;
}

async function removeMade(work: NeonWork, jobId: string): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE product p SET status = 'ARCHIVED', version = p.version + 1, updated_at = now() FROM import_change c
    WHERE c.job_id = ${jobId} AND c.old IS NULL AND p.id = c.product_id AND EXISTS (SELECT FROM inventory_item i WHERE i.product_id = p.id)`;
  const free = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT c.product_id AS id FROM import_change c WHERE c.job_id = ${jobId} AND c.old IS NULL AND NOT EXISTS (SELECT FROM inventory_item i WHERE i.product_id = c.product_id)`;
  const ids = free.map(({ id }) => id);
  if (ids.length === 0) return;
  await work.tx.$executeRaw`DELETE FROM product_price WHERE product_id = ANY (${ids}::text[])`;
  await work.tx.$executeRaw`DELETE FROM product_unit WHERE product_id = ANY (${ids}::text[])`;
  await work.tx.$executeRaw`DELETE FROM product WHERE id = ANY (${ids}::text[]) AND parent_id IS NOT NULL`;
  await work.tx.$executeRaw`
    UPDATE product p SET status = 'ARCHIVED', version = p.version + 1, updated_at = now() WHERE p.id = ANY (${ids}::text[]) AND EXISTS (SELECT FROM product v WHERE v.parent_id = p.id)`;
  await work.tx
    .$executeRaw`DELETE FROM product p WHERE p.id = ANY (${ids}::text[]) AND NOT EXISTS (SELECT FROM product v WHERE v.parent_id = p.id)`;
}
