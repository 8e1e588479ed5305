import { expect, test } from "vitest";
import { differences, fieldsOf, merged, NEW_CUSTOMER } from "./customer-values.ts";

test("empty fields are sent as none, not as empty texts", () => {
  expect(fieldsOf({ ...NEW_CUSTOMER, code: "A", name: "Acme", email: " ", creditLimit: "1 200,50" })).toMatchObject({
    email: null,
    phone: null,
    creditLimit: "1200.50",
    paymentTermDays: 30,
  });
});

test("only fields that differ are offered, and only chosen ones are taken from the other side", () => {
  const mine = { ...NEW_CUSTOMER, name: "Mine", phone: "1" };
  const theirs = { ...NEW_CUSTOMER, name: "Theirs", phone: "2" };
  expect(differences(mine, theirs).map((row) => row.field)).toEqual(["name", "phone"]);
  expect(merged(mine, theirs, new Set(["phone"]))).toMatchObject({ name: "Mine", phone: "2" });
});
