import type { NeonWork } from "../shared/work.ts";
import type { ImportRow } from "./import-row.ts";

/** Makes the products of which rows are variants, where there are none of their SKU; one statement. They hold no stock and are taken back with the import. */
export async function ensureParents(
  work: NeonWork,
  jobId: string,
  rows: readonly ImportRow[],
  categories: ReadonlyMap<string, string>,
): Promise<void> {
  const parents = new Map(
    rows.flatMap(({ parent }) => (parent && parent.name !== null ? [[parent.sku, parent] as const] : [])),
  );
  if (parents.size === 0) return;
  const given = [...parents.values()].map((parent) => ({
    ...parent,
    categoryId: parent.category === null ? null : (categories.get(parent.category) ?? null),
  }));
  await work.tx.$executeRaw`
    WITH made AS (
      INSERT INTO product (sku, name, description, category_id, status, created_by)
      SELECT x.sku, x.name, x.description, x."categoryId", x.status::product_status, ${work.actor.userId}
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x(sku text, name text, description text, "categoryId" text, status text) ORDER BY x.sku
      ON CONFLICT (sku) DO NOTHING RETURNING *)
    INSERT INTO import_change (job_id, product_id, new) SELECT ${jobId}, m.id, jsonb_build_object('name', m.name, 'description', m.description, 'categoryId', m.category_id, 'status', m.status) FROM made m`;
}
