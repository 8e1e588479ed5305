import {
  getOperationInput,
  listOperationsInput,
  listOperationsOutput,
  operationView,
  undoOperationInput,
  undoOperationOutput,
} from "@invista/contracts/operation/operation";
import { getOperation, listOperations, undoOperation } from "@invista/domain/stock";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const operationRouter = router({
  list: query("operation:read", "GET /operations", "Commands that moved stock, newest first, by page")
    .input(listOperationsInput)
    .output(listOperationsOutput)
    .query(({ ctx, input }) => listOperations(ctx.read, input)),
  get: query("operation:read", "GET /operations/{id}", "One operation, its movements and whether it can be undone")
    .input(getOperationInput)
    .output(operationView)
    .query(({ ctx, input }) => getOperation(ctx.read, input)),
  undo: command("operation:undo", "POST /operations/{id}/undo", "Undo an operation of one's own, or a whole chain")
    .input(undoOperationInput)
    .output(undoOperationOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => undoOperation(work, input, "own"))),
  undoAny: command("operation:undo_any", "POST /operations/{id}/undo-any", "Undo whoever's operation, or a whole chain")
    .input(undoOperationInput)
    .output(undoOperationOutput)
    .mutation(({ ctx, input }) => ctx.commit((work) => undoOperation(work, input, "any"))),
});
