import type { NeonTx } from "../shared/work.ts";
import type { ImportRow } from "./import-row.ts";

const SEPARATOR = /\s*>\s*/;
const ROOT = "";

/** The parts of a category cell: `Clothing > Hoodies`. Of several (`A, B > C`) the cell's text is one category. */
function partsOf(cell: string): string[] {
  return cell
    .split(SEPARATOR)
    .map((part) => part.trim().slice(0, 200))
    .filter((part) => part !== "");
}

function cellsOf(rows: readonly ImportRow[]): string[] {
  return [...new Set(rows.flatMap((row) => (row.category ? [row.category] : [])))];
}

interface CategoryRecord {
  id: string;
  name: string;
  parent_id: string | null;
}

function keyOf(parentId: string | null, name: string): string {
  return `${parentId ?? ROOT}\n${name}`;
}

/** Category cell → id, for the cells whose whole path exists. */
export async function findCategories(
  db: Pick<NeonTx, "$queryRaw">,
  rows: readonly ImportRow[],
): Promise<Map<string, string>> {
  const cells = cellsOf(rows);
  if (cells.length === 0) return new Map();
  const names = [...new Set(cells.flatMap(partsOf))];
  const known = await db.$queryRaw<
    CategoryRecord[]
  >`SELECT id, name, parent_id FROM category WHERE name = ANY (${names})`;
  const idOf = new Map(known.map((category) => [keyOf(category.parent_id, category.name), category.id]));
  return new Map(
    cells.flatMap((cell) => {
      const id = partsOf(cell).reduce<string | null | undefined>(
        (parent, name) => (parent === undefined ? undefined : idOf.get(keyOf(parent, name))),
        null,
      );
      return id ? [[cell, id] as const] : [];
    }),
  );
}

/** Creates the categories that rows name and that don't exist, level by level; answers every cell's id. */
export async function ensureCategories(
  tx: NeonTx,
  rows: readonly ImportRow[],
  createdBy: string,
): Promise<Map<string, string>> {
  const cells = cellsOf(rows);
  const depth = Math.max(0, ...cells.map((cell) => partsOf(cell).length));
  const idOf = new Map<string, string>();
  const parentOf = new Map<string, string | null>(cells.map((cell) => [cell, null]));
  for (let level = 0; level < depth; level++) {
    const wanted = new Map(
      cells.flatMap((cell) => {
        const name = partsOf(cell)[level];
        return name === undefined
          ? []
          : [[keyOf(parentOf.get(cell) ?? null, name), { name, parentId: parentOf.get(cell) ?? null }] as const];
      }),
    );
    const values = JSON.stringify([...wanted.values()]);
    await tx.$executeRaw`
      INSERT INTO category (name, parent_id, created_by) SELECT x.name, x."parentId", ${createdBy} FROM jsonb_to_recordset(${values}::jsonb) AS x(name text, "parentId" text)
      WHERE NOT EXISTS (SELECT 1 FROM category c WHERE c.name = x.name AND c.parent_id IS NOT DISTINCT FROM x."parentId") ON CONFLICT (parent_id, name) DO NOTHING`;
    const found = await tx.$queryRaw<CategoryRecord[]>`
      SELECT c.id, c.name, c.parent_id FROM category c JOIN jsonb_to_recordset(${values}::jsonb) AS x(name text, "parentId" text) ON c.name = x.name AND c.parent_id IS NOT DISTINCT FROM x."parentId"`;
    found.forEach((category) => idOf.set(keyOf(category.parent_id, category.name), category.id));
    for (const cell of cells) {
      const name = partsOf(cell)[level];
      if (name !== undefined) parentOf.set(cell, idOf.get(keyOf(parentOf.get(cell) ?? null, name)) ?? null);
    }
  }
  return new Map(cells.flatMap((cell) => (parentOf.get(cell) ? [[cell, parentOf.get(cell) ?? ""] as const] : [])));
}
