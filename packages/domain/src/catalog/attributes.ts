import { refuse } from "@invista/contracts/errors";
import {
  attributeProblem,
  type AttributeValue,
  type AttributeRef,
  type AttributeView,
  type CreateAttributeInput,
  type ProductAttributes,
  type RemoveAttributeInput,
  type SetAttributesInput,
  type UpdateAttributeInput,
} from "@invista/contracts/product/attributes";
import { sql } from "../shared/sql.ts";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";
import { takeVersion } from "./relations.ts";
import { requireCategory } from "./save-product.ts";

/** The fields of one's own, in their order, with how many products have a value. */
export async function listAttributes(read: NeonRead): Promise<{ rows: AttributeView[] }> {
  const rows = await read.db.$queryRaw<AttributeView[]>`
    SELECT d.id, d.code, d.label, d.kind::text AS kind, d.category_id AS "categoryId", c.name AS "categoryName", d.unit, d.choices, d.is_required AS "isRequired", d.version, coalesce(u.used, 0) AS used
    FROM attribute_definition d LEFT JOIN category c ON c.id = d.category_id
    LEFT JOIN (SELECT k.code, count(*)::int AS used FROM product p, jsonb_object_keys(p.attributes) AS k (code) GROUP BY 1) u ON u.code = d.code ORDER BY c.path NULLS FIRST, d.position, d.label`;
  return { rows };
}

/** A new field for all products, or for those of a category and below it. */
export async function createAttribute(work: NeonWork, input: CreateAttributeInput): Promise<AttributeRef> {
  await requireCategory(work, input.categoryId);
  const { idempotencyKey: _, ...fields } = { ...input, choices: choicesOf(input.kind, input.choices) };
  const made = await work.tx.attributeDefinition.create({
    data: { ...fields, createdBy: work.actor.userId },
    select: { id: true, code: true, label: true },
  });
  work.audit({ action: "CREATE", resource: "attributes", resourceId: made.id, newValues: fields });
  work.touch("product");
  return made;
}

/** Changes a field; a choice that products have stays. */
export async function updateAttribute(work: NeonWork, input: UpdateAttributeInput): Promise<AttributeRef> {
  const before = await work.tx.attributeDefinition.findUnique({ where: { id: input.id } });
  if (!before || before.version !== input.version) throw missingOrStale("Field", before);
  await requireCategory(work, input.categoryId);
  const {
    idempotencyKey: _,
    id: __,
    version: ___,
    ...fields
  } = {
    ...input,
    choices: choicesOf(before.kind, input.choices),
  };
  await requireChoicesFree(
    work,
    before.code,
    before.choices.filter((choice) => !fields.choices.includes(choice)),
  );
  const [saved] = await work.tx.attributeDefinition.updateManyAndReturn({
    where: { id: input.id, version: input.version },
    data: { ...fields, version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, code: true, label: true },
  });
  if (!saved) throw missingOrStale("Field", before);
  const oldValues = Object.fromEntries(Object.keys(fields).map((key) => [key, Reflect.get(before, key)]));
  work.audit({ action: "UPDATE", resource: "attributes", resourceId: input.id, oldValues, newValues: fields });
  work.touch("product");
  return saved;
}

/** Takes a field away, with the values it has. */
export async function removeAttribute(work: NeonWork, input: RemoveAttributeInput): Promise<AttributeRef> {
  const before = await work.tx.attributeDefinition.findUnique({ where: { id: input.id } });
  if (!before || before.version !== input.version) throw missingOrStale("Field", before);
  const cleared = await work.tx
    .$executeRaw`UPDATE product SET attributes = attributes - ${before.code}, version = version + 1, updated_at = now() WHERE attributes ? ${before.code}`;
  await work.tx.attributeDefinition.delete({ where: { id: input.id } });
  work.audit({
    action: "DELETE",
    resource: "attributes",
    resourceId: input.id,
    oldValues: { code: before.code, label: before.label, products: cleared },
  });
  work.touch("product");
  return { id: before.id, code: before.code, label: before.label };
}

type Field = ProductAttributes["rows"][number];

/** The fields that a product has by its category, each with its value. */
export async function getAttributes(read: Pick<NeonRead, "db">, productId: string): Promise<ProductAttributes> {
  const found = (await readFields(read, [productId])).get(productId);
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id: productId });
  return found;
}

/** The fields of products by their categories, each with its value, in one statement; an unknown id is absent. */
export async function readFields(
  read: Pick<NeonRead, "db">,
  productIds: readonly string[],
): Promise<Map<string, ProductAttributes>> {
  const found = await read.db.$queryRaw<{ id: string; version: number; rows: Field[] }[]>`
    SELECT p.id, p.version, ${fieldsOf()} AS rows FROM product p WHERE p.id = ANY (${[...productIds]}::text[])`;
  return new Map(found.map(({ id, ...fields }) => [id, fields]));
}

/** Refuses values of fields that the product has not, and values that its fields don't take. */
export function requireValues(fields: readonly Field[], values: Readonly<Record<string, AttributeValue>>): void {
  const byCode = new Map(fields.map((field) => [field.code, field]));
  for (const [code, value] of Object.entries(values)) {
    const field = byCode.get(code);
    if (!field) throw refuse("INVALID", "attribute.unknown", { code });
    const problem = attributeProblem(field, value);
    if (problem) throw refuse("INVALID", "attribute.invalid", { label: field.label, problem, code });
  }
}

/** Sets values of a product's fields; what is not named stays. */
export async function setAttributes(
  work: NeonWork,
  input: SetAttributesInput,
): Promise<{ productId: string; version: number }> {
  const before = await getAttributes({ db: work.tx }, input.productId);
  const product = await takeVersion(work, input);
  // What is not named is looked at too: a field that is required meanwhile needs its value.
  const stands = Object.fromEntries(before.rows.map((field) => [field.code, field.value]));
  requireValues(before.rows, { ...stands, ...input.values });
  const kept = Object.entries(input.values).filter(([, value]) => value !== null && value !== "");
  const gone = Object.keys(input.values).filter((code) => !kept.some(([one]) => one === code));
  await work.tx.$executeRaw`
    UPDATE product SET attributes = (attributes - ${gone}::text[]) || ${JSON.stringify(Object.fromEntries(kept))}::jsonb WHERE id = ${input.productId}`;
  work.audit({
    action: "UPDATE",
    resource: "product_attributes",
    resourceId: input.productId,
    oldValues: Object.fromEntries(
      before.rows.filter((row) => row.code in input.values).map((row) => [row.code, row.value]),
    ),
    newValues: input.values,
  });
  work.touch("product");
  return { productId: input.productId, version: product.version };
}

/** As JSON, the fields of product `p`: those of all, and those of its category and the ones above it. */
function fieldsOf() {
  return sql`coalesce((SELECT json_agg(json_build_object('code', d.code, 'label', d.label, 'kind', d.kind, 'unit', d.unit, 'choices', d.choices, 'isRequired', d.is_required, 'value', p.attributes -> d.code)
      ORDER BY d.position, d.label)
    FROM attribute_definition d LEFT JOIN category own ON own.id = p.category_id LEFT JOIN category c ON c.id = d.category_id
    WHERE d.category_id IS NULL OR starts_with(own.path, c.path)), '[]'::json)`;
}

function choicesOf(kind: string, choices: readonly string[]): string[] {
  const distinct = [...new Set(choices)];
  if ((kind === "CHOICE") !== distinct.length > 0) throw refuse("INVALID", "attribute.choicesNeeded");
  return distinct;
}

async function requireChoicesFree(work: NeonWork, code: string, gone: readonly string[]): Promise<void> {
  if (gone.length === 0) return;
  const [used] = await work.tx.$queryRaw<{ choice: string; products: number }[]>`
    SELECT attributes ->> ${code} AS choice, count(*)::int AS products FROM product WHERE attributes ->> ${code} = ANY (${[...gone]}::text[]) GROUP BY 1 ORDER BY 2 DESC LIMIT 1`;
  if (used) throw refuse("RULE_BROKEN", "attribute.choiceUsed", { choice: used.choice, products: used.products });
}
