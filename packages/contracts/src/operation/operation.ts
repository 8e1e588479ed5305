import { z } from "zod";
import { chosenIds, pageInput, pageOf, searchTerm } from "../page.ts";
import { movementRow } from "../stock/list-stock.ts";
import { id, idempotencyKey } from "../text.ts";

export const operationStatus = z.enum(["RUNNING", "DONE", "UNDONE", "FAILED"]);

export const operationRow = z.object({
  id: z.string(),
  procedure: z.string(),
  entity: z.string().nullable(),
  status: operationStatus,
  createdAt: z.string(),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  movements: z.int(),
  undoOfId: z.string().nullable(),
  undoneAt: z.string().nullable(),
});
export type OperationRow = z.infer<typeof operationRow>;

export const listOperationsInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  createdBy: id.optional(),
  procedure: z
    .string()
    .regex(/^[a-zA-Z]+\.[a-zA-Z]+$/)
    .optional(),
  productId: id.optional(),
});
export type ListOperationsInput = z.infer<typeof listOperationsInput>;
export const listOperationsOutput = pageOf(operationRow);

/** What stands in the way of an undo: a later operation that used what this one brought, or a claim on it. */
export const undoBlocker = z.object({
  kind: z.enum(["OPERATION", "RESERVATION"]),
  id: z.string(),
  label: z.string(),
  at: z.string(),
  quantity: z.string(),
  sku: z.string(),
});
export type UndoBlocker = z.infer<typeof undoBlocker>;

export const undoState = z.enum(["POSSIBLE", "BLOCKED", "UNDONE", "NOT_UNDOABLE"]);
export const undoPlan = z.object({
  state: undoState,
  blockers: z.array(undoBlocker),
  /** The operations to undo, the latest first and the asked one last; empty where no chain leads there. */
  chain: z.array(operationRow),
});
export type UndoPlan = z.infer<typeof undoPlan>;

export const getOperationInput = z.strictObject({ id });
export const operationView = z.object({ operation: operationRow, movements: z.array(movementRow), undo: undoPlan });
export type OperationView = z.infer<typeof operationView>;

/** With `chain`, what was built on it is undone first, all in one transaction. */
export const undoOperationInput = z.strictObject({ id, chain: z.boolean().default(false), idempotencyKey });
export type UndoOperationInput = z.infer<typeof undoOperationInput>;
export const undoOperationOutput = z.object({
  operationId: z.string(),
  undone: z.array(z.string()),
  movements: z.int(),
});
export type UndoOperationOutput = z.infer<typeof undoOperationOutput>;
