import {
  cancelImportInput,
  checkImportInput,
  commitImportInput,
  getImportInput,
  importRef,
  importView,
  listImportErrorsInput,
  listImportErrorsOutput,
  listImportsInput,
  listImportsOutput,
} from "@invista/contracts/import/import";
import {
  cancelImport,
  getImport,
  listImportErrors,
  listImports,
  requestCheck,
  requestCommit,
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
});
