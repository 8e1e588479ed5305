import { expect, test } from "vitest";
import type { Role } from "./role.ts";
import { editsOf, type Wishes } from "./use-role-edits.ts";

const role = (permissions: string[]): Role => ({
  id: "r1",
  name: "Sales",
  description: "",
  isSystem: true,
  permissions,
  maxApprovalAmount: null,
  maxAdjustQty: null,
  maxDiscountPct: null,
  requiresMfa: false,
  people: 1,
  isChanged: false,
  version: 1,
});
const wishes: Wishes = new Map([
  [
    "r1",
    new Map([
      ["order:read", true],
      ["stock:read", false],
    ]),
  ],
]);

test("a wish that differs from the role is a change, with what it adds and takes away", () => {
  expect(editsOf([role(["stock:read", "product:read"])], wishes)).toMatchObject([
    { added: ["order:read"], removed: ["stock:read"], permissions: ["product:read", "order:read"] },
  ]);
});

test("what someone else has saved meanwhile is no change any more, and is not taken back", () => {
  expect(editsOf([role(["product:read", "order:read"])], wishes)).toEqual([]);
});
