import { disconnectAll, neonClient } from "@invista/db";
import { actor, commit, KEY, product, reader } from "@invista/testkit/makers";
import { sold } from "@invista/testkit/sold-orders";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { draftInvoice, issueInvoice } from "../invoices/index.ts";
import { requestReturn } from "../returns/index.ts";
import { findDocuments } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

test("a document is found by its number, a lot by the beginning of its, by whoever may read it", async () => {
  const { orderId, shipmentId, lineIds } = await sold([{ quantity: "2", price: "10" }]);
  const draft = await commit((work) => draftInvoice(work, { orderId, note: null, idempotencyKey: KEY }));
  const bill = await commit((work) =>
    issueInvoice(work, { id: draft.id, version: draft.version, fxRate: null, idempotencyKey: KEY }),
  );
  const back = await commit((work) =>
    requestReturn(work, {
      orderId,
      warehouseId: null,
      reason: "OTHER",
      note: null,
      lines: [{ orderItemId: lineIds[0] ?? "", quantity: "1", lotId: null }],
      idempotencyKey: KEY,
    }),
  );
  const shipment = await neonClient.shipment.findUniqueOrThrow({ where: { id: shipmentId } });
  const { id: productId, sku } = await product();
  const lot = await neonClient.lot.create({ data: { productId, lotNumber: "Charge-77A" } });
  const find = async (term: string, as = actor()) =>
    (await findDocuments(reader(as), term)).map(({ kind, id, title, detail }) => [kind, id, title, detail]);
  expect(await find((bill.invoiceNumber ?? "").toLowerCase())).toEqual([
    ["invoice", bill.id, bill.invoiceNumber, "issued"],
  ]);
  expect(await find(back.rmaNumber)).toEqual([["return", back.id, back.rmaNumber, "requested"]]);
  expect(await find(shipment.shipmentNumber)).toEqual([["shipment", shipmentId, shipment.shipmentNumber, "shipped"]]);
  expect(await find("charge-7")).toEqual([["lot", lot.id, "Charge-77A", sku]]);
  expect(await find("valve")).toEqual([]);
  expect(await find(bill.invoiceNumber ?? "", actor({ role: "Warehouse operator" }))).toEqual([]);
  expect(await find(shipment.shipmentNumber, actor({ warehouses: ["nowhere"] }))).toEqual([]);
});
