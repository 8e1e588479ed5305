export { MAX_BYTES } from "./inspect-file.ts";
export { getImportUndo } from "./plan-import-undo.ts";
export { getImport, listImportErrors, listImports } from "./read-imports.ts";
export { rejectedRows } from "./rejected-rows.ts";
export { cancelImport, registerUpload, requestCheck, requestCommit, requestUndo } from "./request-import.ts";
export { startImportRunner, type ImportRunner } from "./start-runner.ts";
