import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, product, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createAttribute,
  createCategory,
  getAttributes,
  listAttributes,
  removeAttribute,
  setAttributes,
  updateAttribute,
} from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const make = (fields: Partial<Parameters<typeof createAttribute>[1]> & { code: string }) =>
  commit((work) =>
    createAttribute(work, {
      label: fields.code,
      kind: "TEXT",
      categoryId: null,
      unit: null,
      choices: [],
      isRequired: false,
      idempotencyKey: KEY,
      ...fields,
    }),
  );

test("a product has the fields of all and those of its category and the ones above, each value of its kind", async () => {
  const top = await commit((work) => createCategory(work, { name: "Hoses", parentId: null, idempotencyKey: KEY }));
  const below = await commit((work) => createCategory(work, { name: "Air", parentId: top.id, idempotencyKey: KEY }));
  await make({ code: "diameter", label: "Diameter", kind: "NUMBER", unit: "mm", categoryId: top.id });
  await make({ code: "colour", label: "Colour", kind: "CHOICE", choices: ["red", "blue"] });
  await make({ code: "since", kind: "DATE", categoryId: below.id, isRequired: true });
  const { id } = await product();
  await neonClient.product.update({ where: { id }, data: { categoryId: below.id } });
  const set = async (values: Record<string, string | boolean | null>) =>
    commit(async (work) =>
      setAttributes(work, {
        productId: id,
        version: (await neonClient.product.findUniqueOrThrow({ where: { id } })).version,
        values,
        idempotencyKey: KEY,
      }),
    );
  const problem = (values: Record<string, string | boolean | null>) =>
    set(values).then(
      () => "saved",
      (error: { details: { problem?: string } }) => error.details.problem,
    );
  expect(await problem({ diameter: "12" })).toBe("is required");
  expect(await problem({ since: "2026-02-30" })).toBe("is not a day");
  expect(await problem({ since: "2026-02-28", diameter: "wide" })).toBe("is not a number");
  expect(await problem({ since: "2026-02-28", colour: "green" })).toBe("is none of the choices");
  await set({ since: "2026-02-28", diameter: "12.5", colour: "red" });
  await set({ colour: null });
  const { rows } = await getAttributes(reader(), id);
  expect(rows.map((row) => [row.code, row.value])).toEqual(
    [
      ["colour", null],
      ["diameter", "12.5"],
      ["since", "2026-02-28"],
    ].sort((a, b) => rows.findIndex((row) => row.code === a[0]) - rows.findIndex((row) => row.code === b[0])),
  );
  const other = await product();
  expect((await getAttributes(reader(), other.id)).rows.map((row) => row.code)).toEqual(["colour"]);
  await expect(
    commit((work) =>
      setAttributes(work, { productId: other.id, version: 1, values: { diameter: "1" }, idempotencyKey: KEY }),
    ),
  ).rejects.toMatchObject({ rule: "attribute.unknown" });
});

test("a choice that is used can't be taken away; a field goes with its values", async () => {
  const made = await make({ code: "grade", kind: "CHOICE", choices: ["A", "B"] });
  const { id } = await product();
  await commit((work) =>
    setAttributes(work, { productId: id, version: 1, values: { grade: "A" }, idempotencyKey: KEY }),
  );
  const definition = (await listAttributes(reader())).rows.find((row) => row.id === made.id);
  expect(definition?.used).toBe(1);
  const change = (choices: string[]) =>
    commit((work) =>
      updateAttribute(work, {
        id: made.id,
        version: 1,
        label: "Grade",
        categoryId: null,
        unit: null,
        choices,
        isRequired: false,
        idempotencyKey: KEY,
      }),
    );
  await expect(change(["B"])).rejects.toMatchObject({
    rule: "attribute.choiceUsed",
    details: { choice: "A", products: 1 },
  });
  await expect(change([])).rejects.toMatchObject({ rule: "attribute.choicesNeeded" });
  await change(["A", "C"]);
  await commit((work) => removeAttribute(work, { id: made.id, version: 2, idempotencyKey: KEY }));
  expect((await neonClient.product.findUniqueOrThrow({ where: { id } })).attributes).toEqual({});
});
