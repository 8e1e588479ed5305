import { disconnectAll, neonClient } from "@invista/db";
import type { CarrierRate } from "@invista/contracts/carrier/rates";
import { actor, commit, KEY, reader } from "@invista/testkit/makers";
import { useTestDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listRates, quoteShipment, saveCarrier, setRates } from "./index.ts";
import { confirmed, oneShipment, pack, pick, shelf } from "./shipments.fixture.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await useTestDatabases();
});
afterAll(async () => {
  await disconnectAll();
  await databases.drop();
});

const service = (code: string) =>
  commit((work) =>
    saveCarrier(work, {
      id: null,
      version: null,
      code,
      name: code,
      serviceCode: "STANDARD",
      trackingUrlTemplate: null,
      active: true,
      idempotencyKey: KEY,
    }),
  );
const say = ({ id, version }: { id: string; version: number }, rates: CarrierRate[]) =>
  commit((work) => setRates(work, { id, version, rates, idempotencyKey: KEY }));
const rate = (country: string | null, maxWeight: string, price: string) => ({
  country,
  maxWeight,
  price,
  currency: "EUR",
});

test("rates are saved as a whole, at the version that was seen, and one for a country and weight", async () => {
  const carrier = await service("WHOLE");
  const saved = await say(carrier, [rate("DE", "2.5", "4.9"), rate(null, "5", "12")]);
  await expect(say(carrier, [])).rejects.toMatchObject({ code: "STALE" });
  await expect(say(saved, [rate(null, "1", "1"), rate(null, "1.000", "2")])).rejects.toMatchObject({
    rule: "record.duplicate",
  });
  expect(await listRates(reader(), { id: carrier.id })).toEqual({
    version: saved.version,
    rates: [rate("DE", "2.5", "4.9"), rate(null, "5", "12")],
  });
  await say(saved, [rate(null, "1", "0")]);
  expect((await listRates(reader(), { id: carrier.id })).rates).toEqual([rate(null, "1", "0")]);
});

test("of two who save the rates at once, one is told that they changed", async () => {
  const carrier = await service("TWICE");
  const both = await Promise.allSettled([
    say(carrier, [rate(null, "1", "1")]),
    say(carrier, [rate(null, "1", "2"), rate(null, "2", "3")]),
  ]);
  expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("the database itself refuses a weight of nothing and a price below nothing", async () => {
  const { id: carrierId } = await service("GUARD");
  const put = (maxWeight: string, price: string) =>
    neonClient.carrierRate.create({ data: { carrierId, country: null, maxWeight, price, currency: "EUR" } });
  await expect(put("0", "1")).rejects.toThrow("carrier_rate_amounts");
  await expect(put("1", "-1")).rejects.toThrow("carrier_rate_amounts");
});

test("a packed shipment is quoted by weight and country, the cheapest first, and what has no price says why", async () => {
  await neonClient.carrier.updateMany({ data: { active: false } });
  await say(await service("DEAR"), [rate(null, "1", "3"), rate(null, "1.5", "9"), rate(null, "5", "20")]);
  await say(await service("CHEAP"), [rate(null, "2", "7.5"), rate("DE", "2", "8.5")]);
  await say(await service("LIGHT"), [rate(null, "1.499", "1")]);
  await say(await service("DANISH"), [rate("DK", "9", "1")]);
  await service("SILENT");
  const { productId } = await shelf({ "A-1": "5" });
  const order = await confirmed([{ productId, quantity: "1" }]);
  const picked = await pick((await oneShipment(order.id)).id, "1");
  const quotes = (as = actor()) => quoteShipment(reader(as), { shipmentId: picked.id });
  await expect(quotes()).rejects.toMatchObject({ rule: "shipment.step" });
  await pack(picked);
  const said = async () => {
    const { weight, country, rows } = await quotes();
    return [weight, country, ...rows.map((row) => `${row.name} ${row.price ?? row.reason}`)];
  };
  const none = ["DANISH NOT_TO_COUNTRY", "LIGHT TOO_HEAVY", "SILENT NO_RATES"];
  expect(await said()).toEqual(["1.5", null, "CHEAP 7.5", "DEAR 9", ...none]);
  await neonClient.order.update({ where: { id: order.id }, data: { shipTo: { country: "DE", lines: [] } } });
  expect(await said()).toEqual(["1.5", "DE", "CHEAP 8.5", "DEAR 9", ...none]);
  await neonClient.order.update({ where: { id: order.id }, data: { shipTo: { country: "DK", lines: [] } } });
  expect(await said()).toEqual(["1.5", "DK", "DANISH 1", "CHEAP 7.5", "DEAR 9", ...none.slice(1)]);
  await expect(quotes(actor({ warehouses: ["elsewhere"] }))).rejects.toMatchObject({ code: "NOT_FOUND" });
});
