import { expect, test } from "vitest";
import { rebase } from "./rebase.ts";

const base = { name: "Acme", phone: "1", email: "a@b.example" };

test("fields only one side changed are kept from that side without asking", () => {
  const merged = rebase(base, { ...base, name: "Mine" }, { ...base, phone: "2" });
  expect(merged.values).toEqual({ name: "Mine", phone: "2", email: "a@b.example" });
  expect([...merged.collisions]).toEqual([]);
});

test("a field both changed is a choice, and mine until it is made; the same change is none", () => {
  const merged = rebase(base, { ...base, phone: "3", email: "same" }, { ...base, phone: "2", email: "same" });
  expect(merged.values.phone).toBe("3");
  expect([...merged.collisions]).toEqual(["phone"]);
});
