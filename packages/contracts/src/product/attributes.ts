import { z } from "zod";
import { id, idempotencyKey, text, version } from "../text.ts";

export const attributeKind = z.enum(["TEXT", "NUMBER", "BOOLEAN", "CHOICE", "DATE"]);
export type AttributeKind = z.infer<typeof attributeKind>;

const fields = {
  label: text(80, 1),
  /** Null: of all products; else of those in the category and below it. */
  categoryId: id.nullable().default(null),
  unit: text(20)
    .transform((value) => value || null)
    .nullable()
    .default(null),
  choices: z.array(text(80, 1)).max(100).default([]),
  isRequired: z.boolean().default(false),
};
export const createAttributeInput = z.strictObject({
  code: text(40, 1).regex(/^[a-z][a-z0-9_]*$/, "takes small letters, digits and _"),
  kind: attributeKind,
  ...fields,
  idempotencyKey,
});
export type CreateAttributeInput = z.infer<typeof createAttributeInput>;
/** Code and kind stay as they were made: values of that kind are kept under that code. */
export const updateAttributeInput = z.strictObject({ id, version, ...fields, idempotencyKey });
export type UpdateAttributeInput = z.infer<typeof updateAttributeInput>;
export const removeAttributeInput = z.strictObject({ id, version, idempotencyKey });
export type RemoveAttributeInput = z.infer<typeof removeAttributeInput>;
export const attributeRef = z.object({ id: z.string(), code: z.string(), label: z.string() });
export type AttributeRef = z.infer<typeof attributeRef>;

export const attributeView = z.object({
  id: z.string(),
  code: z.string(),
  label: z.string(),
  kind: attributeKind,
  categoryId: z.string().nullable(),
  categoryName: z.string().nullable(),
  unit: z.string().nullable(),
  choices: z.array(z.string()),
  isRequired: z.boolean(),
  /** How many products have a value. */
  used: z.int(),
  version: z.int(),
});
export type AttributeView = z.infer<typeof attributeView>;
export const listAttributesInput = z.strictObject({});
export const listAttributesOutput = z.object({ rows: z.array(attributeView) });

export const attributeValue = z.union([text(1_000), z.boolean()]).nullable();
export type AttributeValue = z.infer<typeof attributeValue>;
export const setAttributesInput = z.strictObject({
  productId: id,
  version,
  /** By code; null takes the value away, what is not named stays. */
  values: z.record(z.string().max(40), attributeValue),
  idempotencyKey,
});
export type SetAttributesInput = z.infer<typeof setAttributesInput>;

export const productAttributesInput = z.strictObject({ id });
export const productAttributes = z.object({
  rows: z.array(
    attributeView
      .pick({ code: true, label: true, kind: true, unit: true, choices: true, isRequired: true })
      .extend({ value: z.union([z.string(), z.boolean()]).nullable() }),
  ),
  version: z.int(),
});
export type ProductAttributes = z.infer<typeof productAttributes>;

type Definition = Pick<AttributeView, "kind" | "choices" | "isRequired">;

/** What is wrong with a value of an attribute, in words that follow its label; null when nothing is. */
export function attributeProblem(definition: Definition, value: AttributeValue): string | null {
  if (value === null || value === "") return definition.isRequired ? "is required" : null;
  if (definition.kind === "BOOLEAN") return typeof value === "boolean" ? null : "is yes or no";
  if (typeof value !== "string") return "is not a text";
  const { kind, choices } = definition;
  if (kind === "NUMBER") return /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? null : "is not a number";
  if (kind === "DATE") return z.iso.date().safeParse(value).success ? null : "is not a day";
  return kind === "TEXT" || choices.includes(value) ? null : "is none of the choices";
}
