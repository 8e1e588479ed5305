import { disconnectAll, neonClient } from "@invista/db";
import { commit, KEY, product, reader, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approve, enter, explain, finish, itemOf, linesOf, people, plan, start } from "../../test/count-desk.ts";
import { checkInvariants } from "../reporting/index.ts";
import { receiveStock } from "../scanning/index.ts";
import { undoOperation } from "../stock/index.ts";
import { namePieces } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  const report = await checkInvariants(reader());
  await disconnectAll();
  await databases.drop();
  expect(report.rules.filter((rule) => rule.violations > 0)).toEqual([]);
});

/** Three pieces of a tracked product in one bin, counted as so many by two people. */
async function counted(quantity: string) {
  const [{ id: warehouseId }, { id: productId }] = [await warehouse(), await product()];
  await neonClient.product.update({ where: { id: productId }, data: { trackSerials: true } });
  await commit((work) =>
    receiveStock(work, {
      productId,
      warehouseId,
      location: "S-1",
      quantity: "3",
      lotNumber: null,
      expiresAt: null,
      unitCost: "2",
      note: null,
      serials: ["N1", "N2", "N3"],
      idempotencyKey: KEY,
    }),
  );
  const { id: itemId } = await neonClient.inventoryItem.findFirstOrThrow({ where: { productId } });
  const count = await plan(warehouseId);
  await start(count);
  await enter(count, people.ada, { [itemId]: quantity });
  await finish(count);
  return { count, itemId, productId };
}
const review = async (count: { id: string }, itemId: string, quantity: string) => {
  const { status } = await neonClient.stockCount.findUniqueOrThrow({ where: { id: count.id } });
  if (status === "RECOUNT") {
    await enter(count, people.ben, { [itemId]: quantity });
    await finish(count, people.ben);
  }
  await explain(count, itemId);
};
const name = async (count: { id: string }, serials: string[]) => {
  const { version } = await neonClient.stockCount.findUniqueOrThrow({ where: { id: count.id } });
  const [line] = await linesOf(count);
  return commit((work) =>
    namePieces(work, { id: count.id, version, lineId: line?.id ?? "", serials, idempotencyKey: KEY }),
  );
};
const pieces = async (productId: string) =>
  (await neonClient.serialNumber.findMany({ where: { productId }, orderBy: { serial: "asc" } })).map(
    (piece) => `${piece.serial} ${piece.status}`,
  );

test("what is missing of a tracked product is posted piece by piece, once the pieces are named; and taken back", async () => {
  const { count, itemId, productId } = await counted("2");
  await review(count, itemId, "2");
  await expect(approve(count)).rejects.toMatchObject({ rule: "count.piecesUnnamed" });
  await expect(name(count, ["N1", "N2"])).rejects.toMatchObject({ rule: "serial.count" });
  await expect(name(count, ["N9"])).rejects.toMatchObject({ rule: "count.pieceNotHere" });
  await name(count, ["N2"]);
  const done = await approve(count);
  expect(await pieces(productId)).toEqual(["N1 IN_STOCK", "N2 SCRAPPED", "N3 IN_STOCK"]);
  expect((await itemOf(itemId)).quantity.toString()).toBe("2");
  await commit((work) => undoOperation(work, { id: done.operationId, chain: false, idempotencyKey: KEY }, "any"));
  expect(await pieces(productId)).toEqual(["N1 IN_STOCK", "N2 IN_STOCK", "N3 IN_STOCK"]);
});

test("what was found of it comes in by its number, unless that is in stock already", async () => {
  const { count, itemId, productId } = await counted("4");
  await review(count, itemId, "4");
  await expect(name(count, ["N1"])).rejects.toMatchObject({ rule: "count.pieceInStock" });
  await name(count, ["N4"]);
  await approve(count);
  expect(await pieces(productId)).toEqual(["N1 IN_STOCK", "N2 IN_STOCK", "N3 IN_STOCK", "N4 IN_STOCK"]);
});
