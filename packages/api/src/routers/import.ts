import {
  cancelImportInput,
  checkImportInput,
  commitImportInput,
  getImportInput,
  importRef,
  importUndoPlan,
  importView,
  listImportErrorsInput,
  listImportErrorsOutput,
  listImportsInput,
  listImportsOutput,
  undoImportInput,
} from "@invista/contracts/import/import";
import {
  cancelImport,
  getImport,
  getImportUndo,
  listImportErrors,
  listImports,
  requestCheck,
  requestCommit,
  requestUndo,
} from "@invista/domain/imports";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const importRouter = router({
  list: query("product:import", "GET /imports", "Imports, newest first, by page")
    .input(listImportsInput)
    .output(listImportsOutput)
    .query(({ ctx, input }) => listImports(ctx.read, input)),
  get: query("product:import", "GET /imports/{id}", "One import with its mapping, counts and progress")
    .input(getImportInput)
    .output(importView)
    .query(({ ctx, input }) => getImport(ctx.read, input)),
  errors: query("product:import", "GET /imports/{id}/errors", "The rejected rows of an import, by page")
    .input(listImportErrorsInput)
    .output(listImportErrorsOutput)
    .query(({ ctx, input }) => listImportErrors(ctx.read, input)),
  check: command("product:import", "POST /imports/{id}/check", "Dry run with this mapping and these options")
    .input(checkImportInput)
    .output(importRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => requestCheck(work, input))),
  commit: command("product:import", "POST /imports/{id}/commit", "Write the checked rows in the background")
    .input(commitImportInput)
    .output(importRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => requestCommit(work, input))),
  cancel: command("product:import", "POST /imports/{id}/cancel", "Give an import up before it is committed")
    .input(cancelImportInput)
    .output(importRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => cancelImport(work, input))),
  undoPlan: query("product:import", "GET /imports/{id}/undo", "What undoing an import would do, and what blocks it")
    .input(getImportInput)
    .output(importUndoPlan)
    .query(({ ctx, input }) => getImportUndo(ctx.read, input)),
  undo: command("operation:undo", "POST /imports/{id}/undo", "Undo an import of one's own in the background")
    .input(undoImportInput)
    .output(importRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => requestUndo(work, input, "own"))),
  undoAny: command("operation:undo_any", "POST /imports/{id}/undo-any", "Undo whoever's import in the background")
    .input(undoImportInput)
    .output(importRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => requestUndo(work, input, "any"))),
});
