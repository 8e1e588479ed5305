import { refuse } from "@invista/contracts/errors";
import type { ListOperationsInput, OperationRow, OperationView } from "@invista/contracts/operation/operation";
import { z } from "zod";
import { visibleWarehouses } from "../shared/actor.ts";
import { containing, cutPage, decodeCursor } from "../shared/cursor.ts";
import { all, isChosen, pageLimit, sql, when } from "../shared/sql.ts";
import { without } from "../shared/without.ts";
import type { NeonRead } from "../shared/work.ts";
import { listMovements } from "./list-movements.ts";
import { OPERATION_COLUMNS, OPERATION_SOURCE, toOperationRow, type OperationRecord } from "./operation-record.ts";
import { findOperations, planUndo } from "./plan-undo.ts";

const cursorShape = z.tuple([z.string().max(60), z.string().max(64)]);

/** Commands that moved stock, newest first: who did what, and whether it was undone. */
export async function listOperations(
  read: NeonRead,
  input: ListOperationsInput,
): Promise<{ rows: OperationRow[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, cursorShape);
  const scope = visibleWarehouses(read.actor);
  const conditions = all([
    isChosen("o.id", input.ids),
    sql`o.first_seq IS NOT NULL`,
    when(input.createdBy, (id) => sql`o.created_by = ${id}`),
    when(input.procedure, (procedure) => sql`o.procedure = ${procedure}`),
    when(
      input.productId,
      (id) => sql`EXISTS (SELECT FROM stock_movement m WHERE m.operation_id = o.id AND m.product_id = ${id})`,
    ),
    when(
      input.q,
      (term) =>
        sql`EXISTS (SELECT FROM stock_movement m JOIN product p ON p.id = m.product_id WHERE m.operation_id = o.id AND (p.sku ILIKE ${containing(term)} OR p.name ILIKE ${containing(term)}))`,
    ),
    when(
      scope,
      (ids) =>
        sql`NOT EXISTS (SELECT FROM stock_movement m WHERE m.operation_id = o.id AND m.warehouse_id <> ALL (${[...ids]}::text[]))`,
    ),
    when(after, ([at, id]) => sql`(o.created_at, o.id) < (${at}::timestamptz, ${id})`),
  ]);
  const rows = await read.db.$queryRaw<(OperationRecord & { key: string })[]>`
    SELECT ${OPERATION_COLUMNS}, o.created_at::text AS key FROM ${OPERATION_SOURCE} WHERE ${conditions}
    ORDER BY o.created_at DESC, o.id DESC ${pageLimit(input.limit)}`;
  const page = cutPage(rows, input.limit, (row) => [row.key, row.id]);
  return { rows: page.rows.map((row) => toOperationRow(without(row, "key"))), nextCursor: page.nextCursor };
}

/** One operation with its movements and whether it can be undone now. */
export async function getOperation(read: NeonRead, input: { id: string }): Promise<OperationView> {
  const [operation] = await findOperations(read.db, [input.id]);
  const missing = () => refuse("NOT_FOUND", "record.notFound", { entity: "Operation", id: input.id });
  if (!operation) throw missing();
  const [movements, undo] = await Promise.all([
    listMovements(read, { operationId: input.id, limit: 100 }),
    planUndo(read.db, operation),
  ]);
  if (operation.movements > 0 && movements.rows.length === 0) throw missing();
  return { operation: toOperationRow(operation), movements: movements.rows, undo };
}
