import { z } from "zod";
import { chosenIds, direction, pageInput, pageOf, searchTerm } from "../page.ts";
import { id, idempotencyKey, text } from "../text.ts";
import { sheetKind } from "./kinds.ts";

export const importProfile = z.enum([
  "TEMPLATE",
  "SHOPIFY_PRODUCTS",
  "SHOPIFY_INVENTORY",
  "WOOCOMMERCE",
  "MAPPED",
  ...sheetKind.options,
]);
export type ImportProfile = z.infer<typeof importProfile>;
export const importStatus = z.enum([
  "UPLOADED",
  "CHECKING",
  "NEEDS_MAPPING",
  "CHECKED",
  "COMMITTING",
  "DONE",
  "FAILED",
  "CANCELLED",
  "UNDOING",
  "UNDONE",
]);
export type ImportStatus = z.infer<typeof importStatus>;
export const importMode = z.enum(["PARTIAL", "ALL_OR_NOTHING"]);

/** The fields of our template that a column can be mapped to. */
export const IMPORT_FIELDS = [
  "sku",
  "name",
  "description",
  "category",
  "supplier",
  "cost",
  "price",
  "quantity",
  "warehouse",
  "location",
  "barcode",
  "unit",
  "weight",
  "status",
] as const;
export const importField = z.enum(IMPORT_FIELDS);
export type ImportField = z.infer<typeof importField>;

export const importOptions = z.strictObject({
  mode: importMode.default("PARTIAL"),
  /** LENIENT makes a key from handle and options where a Shopify row has no SKU; STRICT refuses the row. */
  skuPolicy: z.enum(["LENIENT", "STRICT"]).default("LENIENT"),
  negativeAsZero: z.boolean().default(false),
  qtyPrecision: z.int().min(0).max(4).default(0),
  /** Warehouse code for rows without one. */
  defaultWarehouse: text(40).nullable().default(null),
  createWarehouses: z.boolean().default(false),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("EUR"),
  delimiter: z.enum([",", ";", "\t", "|"]).nullable().default(null),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).nullable().default(null),
  /** Null: as the numbers of the file show. */
  decimal: z.enum([".", ","]).nullable().default(null),
  /** What the rows are; null: as the columns of the file show. */
  kind: z
    .enum(["PRODUCTS", ...sheetKind.options])
    .nullable()
    .default(null),
  /** How days are written that are not ISO 8601; null: one that could be either is refused. */
  dateFormat: z.enum(["DMY", "MDY"]).nullable().default(null),
});
export type ImportOptions = z.infer<typeof importOptions>;

/** Column header → field; a header that is absent is not imported. */
export const importMapping = z.record(z.string().max(300), importField);
export type ImportMapping = z.infer<typeof importMapping>;

export const importCounts = z.object({
  rowsTotal: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  create: z.int(),
  update: z.int(),
  unchanged: z.int(),
  movements: z.int(),
  quantity: z.string(),
  value: z.string(),
  byCode: z.record(z.string(), z.int()),
  warnings: z.array(z.string()),
});
export type ImportCounts = z.infer<typeof importCounts>;

export const importError = z.object({
  code: z.string(),
  line: z.int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string(),
});
export type ImportError = z.infer<typeof importError>;

export const importView = z.object({
  id: z.string(),
  fileName: z.string(),
  size: z.int(),
  profile: importProfile.nullable(),
  status: importStatus,
  headers: z.array(z.string()),
  preview: z.array(z.array(z.string())),
  detected: z.object({ delimiter: z.string(), encoding: z.string(), decimal: z.string() }).nullable(),
  mapping: importMapping.nullable(),
  options: importOptions,
  counts: importCounts.nullable(),
  error: importError.nullable(),
  rowsTotal: z.int(),
  rowsDone: z.int(),
  createdAt: z.string(),
  createdBy: z.string(),
  createdByName: z.string().nullable(),
  finishedAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
});
export type ImportView = z.infer<typeof importView>;

export const getImportInput = z.strictObject({ id });
export const listImportsInput = z.strictObject({
  ...pageInput,
  ids: chosenIds,
  q: searchTerm,
  status: importStatus.optional(),
  direction: direction.default("desc"),
});
export type ListImportsInput = z.infer<typeof listImportsInput>;
export const listImportsOutput = pageOf(importView.omit({ headers: true, preview: true, mapping: true }));

/** Reads the file again with this mapping and these options: the dry run. */
export const checkImportInput = z.strictObject({
  id,
  mapping: importMapping.nullable().default(null),
  options: importOptions,
  idempotencyKey,
});
export type CheckImportInput = z.infer<typeof checkImportInput>;
export const commitImportInput = z.strictObject({ id, idempotencyKey });
export type CommitImportInput = z.infer<typeof commitImportInput>;
export const cancelImportInput = commitImportInput;
export const importRef = z.object({ id: z.string(), status: importStatus });
export type ImportRef = z.infer<typeof importRef>;

export const listImportErrorsInput = z.strictObject({ ...pageInput, id });
export type ListImportErrorsInput = z.infer<typeof listImportErrorsInput>;
export const importErrorRow = importError.extend({ id: z.string() });
export const listImportErrorsOutput = pageOf(importErrorRow);

/** What stands in the way of undoing an import: something that was built on a product, or a field that was changed since. */
export const importUndoBlocker = z.object({
  kind: z.enum(["OPERATION", "RESERVATION", "FIELD", "REFERENCE"]),
  sku: z.string(),
  label: z.string(),
});
export type ImportUndoBlocker = z.infer<typeof importUndoBlocker>;

/** What the undo of an import would do: products that go, that are archived because the ledger keeps their movements, and whose fields go back. */
export const importUndoPlan = z.object({
  state: z.enum(["POSSIBLE", "BLOCKED", "UNDONE", "NOTHING"]),
  removed: z.int(),
  archived: z.int(),
  restored: z.int(),
  movements: z.int(),
  blockers: z.array(importUndoBlocker),
});
export type ImportUndoPlan = z.infer<typeof importUndoPlan>;
export const undoImportInput = commitImportInput;
