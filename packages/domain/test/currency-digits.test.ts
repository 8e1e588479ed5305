import { minorUnits, MINOR_UNITS } from "@invista/contracts/quantity";
import { disconnectAll, neonClient } from "@invista/db";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test("the database rounds every currency as the contracts do", async () => {
  const codes = Intl.supportedValuesOf("currency");
  const rows = await neonClient.$queryRaw<{ code: string; digits: number }[]>`
    SELECT code, currency_digits(code) AS digits FROM unnest(${codes}::text[]) code`;
  expect(codes).toEqual(expect.arrayContaining(Object.keys(MINOR_UNITS)));
  expect(rows.map(({ code, digits }) => [code, digits])).toEqual(rows.map(({ code }) => [code, minorUnits(code)]));
});
