import { disconnectAll, neonClient } from "@invista/db";
import { commit, customer, KEY, product, reader, stockOf, warehouse } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SaveAddressInput } from "@invista/contracts/customer/customer";
import { createLot } from "../lots/index.ts";
import { createOrder, getOrder } from "../orders/index.ts";
import { getCustomer, removeAddress, saveAddress } from "./index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const ADDRESS: Omit<SaveAddressInput, "customerId"> = {
  id: null,
  kind: "BOTH",
  name: null,
  line1: "Hauptstraße 1",
  line2: null,
  postalCode: "10115",
  city: "Berlin",
  region: null,
  country: "DE",
  phone: null,
  isDefault: true,
  idempotencyKey: KEY,
};
const save = (customerId: string, fields: Partial<SaveAddressInput> = {}) =>
  commit((work) => saveAddress(work, { ...ADDRESS, customerId, ...fields }));
const order = (customerId: string, productId: string, shipToAddressId?: string) =>
  commit((work) =>
    createOrder(work, {
      customerId,
      lines: [{ productId, quantity: "1", unitPrice: "1", warehouseId: null }],
      currency: null,
      warehouseId: null,
      requestedAt: null,
      note: null,
      customerReference: "PO 77",
      place: true,
      idempotencyKey: KEY,
      ...(shipToAddressId === undefined ? {} : { shipToAddressId }),
    }),
  );

test("an order goes to the address that is named, else to the customer's default one, and keeps it as it was", async () => {
  const [{ id: customerId, name }, { productId }] = [await customer(), await stockOf({ quantity: "10" })];
  const first = await save(customerId);
  await save(customerId, { line1: "Lager 2", kind: "SHIPPING" });
  const third = await save(customerId, { line1: "Büro 3", kind: "BILLING" });
  const { addresses } = await getCustomer(reader(), { id: customerId });
  expect(addresses.map(({ line1, isDefault }) => [line1, isDefault])).toEqual([
    ["Lager 2", true],
    ["Büro 3", true],
    ["Hauptstraße 1", false],
  ]);
  const made = await order(customerId, productId);
  await save(customerId, { id: first.id, line1: "Nebenstraße 9", isDefault: false });
  const other = await order(customerId, productId, third.id);
  expect(await getOrder(reader(), { id: made.id })).toMatchObject({
    customerReference: "PO 77",
    shipTo: [name, "Lager 2", "10115 Berlin", "DE"],
  });
  expect((await getOrder(reader(), { id: other.id })).shipTo[1]).toBe("Büro 3");
  await commit((work) => removeAddress(work, { customerId, id: third.id, idempotencyKey: KEY }));
  expect((await getOrder(reader(), { id: other.id })).shipTo[1]).toBe("Büro 3");
});

test("an address of somebody else is neither changed nor taken away", async () => {
  const [mine, theirs] = [await customer(), await customer()];
  const { id } = await save(theirs.id);
  await expect(save(mine.id, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(
    commit((work) => removeAddress(work, { customerId: mine.id, id, idempotencyKey: KEY })),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("lots that expire sooner than a customer takes are not reserved for him", async () => {
  const [{ id: customerId }, { id: warehouseId }, { id: productId }] = [
    await customer(),
    await warehouse(),
    await product(),
  ];
  await neonClient.product.update({ where: { id: productId }, data: { trackLots: true, trackExpiry: true } });
  for (const [lotNumber, days] of [
    ["SOON", 10],
    ["LATER", 90],
  ] as const) {
    const lot = await commit((work) =>
      createLot(work, {
        productId,
        lotNumber,
        manufacturedAt: null,
        expiresAt: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
        supplierId: null,
        supplierLot: null,
        notes: null,
        idempotencyKey: KEY,
      }),
    );
    await neonClient.inventoryItem.create({ data: { productId, warehouseId, lotId: lot.id, quantity: "1" } });
  }
  await neonClient.customer.update({ where: { id: customerId }, data: { minShelfLifeDays: 30 } });
  const made = await order(customerId, productId);
  const claim = await neonClient.stockReservation.findFirstOrThrow({
    where: { referenceId: made.id },
    include: { inventoryItem: { include: { lot: true } } },
  });
  expect(claim.inventoryItem.lot?.lotNumber).toBe("LATER");
  await expect(order(customerId, productId)).rejects.toMatchObject({ rule: "stock.insufficient" });
});
