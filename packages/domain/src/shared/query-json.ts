import type { NeonSql } from "@invista/db";
import type { NeonTx } from "./work.ts";
import { sql } from "./sql.ts";

/**
 * Runs a SELECT whose rows the database packs into one JSON text: the client then decodes one value and not a thousand, which halves the
 * processor time of a page of fifty. Times arrive as ISO 8601 text, numerics must be selected as text.
 */
export async function queryJson<Row>(db: Pick<NeonTx, "$queryRaw">, select: NeonSql.Sql): Promise<Row[]> {
  const [answer] = await db.$queryRaw<{ json: string }[]>(
    sql`SELECT coalesce(json_agg(q), '[]')::text AS json FROM (${select}) q`,
  );
  return answer ? JSON.parse(answer.json) : [];
}
