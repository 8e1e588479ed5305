import type { Duplicates } from "@invista/contracts/product/bulk";
import type { NeonSql } from "@invista/db";
import { visibleWarehouses } from "../shared/actor.ts";
import { inWarehouses, sql } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

/** Products that may be one and the same: SKUs that differ in punctuation and capitals only, names with the same words. */
export async function findDuplicates(read: NeonRead): Promise<Duplicates> {
  const scope = visibleWarehouses(read.actor);
  const onHand = (product: NeonSql.Sql) =>
    sql`coalesce((SELECT trim_scale(sum(i.quantity))::text FROM inventory_item i WHERE i.product_id = ${product}.id AND ${inWarehouses("i.warehouse_id", scope)}), '0')`;
  const rows = await read.db.$queryRaw<Duplicates["rows"]>`
    WITH p AS (SELECT p.id, p.sku, p.name, p.status, p.created_at, lower(regexp_replace(p.sku, '[^[:alnum:]]+', '', 'g')) AS code,
        (SELECT string_agg(w, ' ' ORDER BY w) FROM regexp_split_to_table(lower(p.name), '[^[:alnum:]]+') w WHERE w <> '') AS words FROM product p WHERE p.status <> 'ARCHIVED' AND p.parent_id IS NULL),
    twice AS (SELECT 'SAME_SKU' AS why, code AS key, array_agg(id ORDER BY created_at, id) AS ids FROM p WHERE length(code) >= 3 GROUP BY code HAVING count(*) > 1
      UNION ALL SELECT 'SAME_WORDS', words, array_agg(id ORDER BY created_at, id) FROM p WHERE length(words) >= 6 GROUP BY words HAVING count(*) > 1),
    pair AS (SELECT why, key, ids[1] AS first, unnest(ids[2:]) AS second FROM twice ORDER BY why, key LIMIT 200)
    SELECT DISTINCT ON (pair.first, pair.second) pair.why, json_build_object('id', a.id, 'sku', a.sku, 'name', a.name, 'status', a.status, 'version', a.version, 'onHand', ${onHand(sql`a`)}) AS first, json_build_object('id', b.id, 'sku', b.sku, 'name', b.name, 'status', b.status, 'version', b.version, 'onHand', ${onHand(sql`b`)}) AS second
    FROM pair JOIN product a ON a.id = pair.first JOIN product b ON b.id = pair.second ORDER BY pair.first, pair.second, pair.why`;
  return { rows };
}
