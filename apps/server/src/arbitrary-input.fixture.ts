import fc from "fast-check";
import { z } from "zod";

interface Schema {
  type?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: Schema | boolean | undefined;
  items?: Schema | undefined;
  maxItems?: number | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
}

const schemaShape: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(schemaShape).optional(),
    oneOf: z.array(schemaShape).optional(),
    allOf: z.array(schemaShape).optional(),
    properties: z.record(z.string(), schemaShape).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), schemaShape]).optional(),
    items: schemaShape.optional(),
    maxItems: z.number().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
);

/** Values of fields that name rows: without real ones no call would get past the look-up. */
export type Known = Record<string, readonly string[]>;

/** What callers send by mistake or on purpose. */
const NASTY: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.00005,
  1e-7,
  1e21,
  2 ** 53,
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udfff",
  "\u202Eabc",
  "NaN",
  "1e999",
  "-0",
  "Infinity",
  "١٢",
  "１２",
  "1,5",
  "-5",
  "0x10",
  "'; DROP TABLE product; --",
  "%_%",
  "2026-02-30",
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59+14:00",
  "a".repeat(5_000),
  [],
  {},
  [[[[]]]],
  { toString: 1 },
  ["p0", 1],
];

/** Inputs for a procedure: mostly valid by its schema, some with one thing wrong, a few of them garbage. */
export function inputsOf(input: z.ZodType, known: Known): fc.Arbitrary<unknown> {
  const valid = arbitraryOf(
    schemaShape.parse(z.toJSONSchema(input, { io: "input", unrepresentable: "any" })),
    "",
    known,
  );
  const wrong = fc
    .tuple(valid, fc.nat(), fc.constantFrom(...NASTY), fc.constantFrom("replace", "remove", "add"))
    .map(([value, at, nasty, how]) => spoil(value, at, nasty, how));
  return fc.oneof(
    { weight: 14, arbitrary: valid },
    { weight: 5, arbitrary: wrong },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  );
}

function arbitraryOf(schema: Schema, field: string, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, field, known)));
  if (schema.type === "object") return objectOf(schema, known);
  if (schema.type === "array")
    return fc.array(arbitraryOf(schema.items ?? {}, field, known), { maxLength: Math.min(schema.maxItems ?? 4, 4) });
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "integer")
    return field === "version"
      ? fc.integer({ min: 1, max: 3 })
      : fc.integer({
          min: Math.max(schema.minimum ?? -1_000, -2_147_483_648),
          max: Math.min(schema.maximum ?? 1_000, 2_147_483_647),
        });
  if (schema.type === "number")
    return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
  if (schema.type === "string") return stringOf(schema, field, known);
  return schema.type === "null" ? fc.constant(null) : fc.jsonValue({ maxDepth: 2 });
}

function objectOf(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0 && typeof schema.additionalProperties === "object")
    return fc.dictionary(fc.string({ maxLength: 12 }), arbitraryOf(schema.additionalProperties, "", known), {
      maxKeys: 4,
    });
  const required = new Set(schema.required);
  return fc.record(Object.fromEntries(fields.map(([name, inner]) => [name, arbitraryOf(inner, name, known)])), {
    requiredKeys: fields.map(([name]) => name).filter((name) => required.has(name)),
  });
}

function stringOf(schema: Schema, field: string, known: Known): fc.Arbitrary<string> {
  const made = madeString(schema);
  const rows = known[field];
  return rows && rows.length > 0
    ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...rows) }, { weight: 1, arbitrary: made })
    : made;
}

function madeString(schema: Schema): fc.Arbitrary<string> {
  const pattern = schema.pattern ?? schema.allOf?.find((part) => part.pattern)?.pattern;
  if (schema.format === "uuid") return fc.uuid();
  if (schema.format === "date-time")
    return fc
      .date({ min: new Date("1970-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (schema.format === "date")
    return fc
      .date({ min: new Date("1970-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  if (schema.format === "email") return fc.emailAddress();
  if (pattern !== undefined)
    return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, schema.maxLength ?? 200));
  const length = { minLength: Math.min(schema.minLength ?? 0, 20), maxLength: Math.min(schema.maxLength ?? 40, 40) };
  return fc.oneof(
    fc.string({ ...length, unit: "grapheme" }),
    fc.constantFrom("BOX 12", "naïve ﬁx", "=1+1", "-12", "2 for 1", "Ω≈ç√∫", "👩‍👩‍👧"),
  );
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value with one field, at any depth, replaced, removed or added. */
function spoil(value: unknown, at: number, nasty: unknown, how: string): unknown {
  if (!isFields(value)) return nasty;
  if (how === "add")
    return { ...value, ...(at % 2 ? { surely: nasty } : Object.fromEntries([["__proto__", { admin: true }]])) };
  const names = Object.keys(value);
  const name = names[at % Math.max(names.length, 1)];
  if (name === undefined) return nasty;
  const inner = value[name];
  const [first] = Array.isArray(inner) ? inner : [inner];
  if (isFields(first) && at % 3 > 0)
    return {
      ...value,
      [name]: Array.isArray(inner)
        ? [spoil(first, Math.floor(at / 3), nasty, how), ...inner.slice(1)]
        : spoil(first, Math.floor(at / 3), nasty, how),
    };
  return how === "remove"
    ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
    : { ...value, [name]: nasty };
}
