import type { CarrierRef } from "@invista/contracts/carrier/carrier";
import type { ListRatesOutput, QuotesOutput, SetRatesInput } from "@invista/contracts/carrier/rates";
import { refuse } from "@invista/contracts/errors";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";
import { wordOf } from "../shared/word-of.ts";
import { inReach } from "./shipment-rows.ts";

/** The rates of a carrier's service, by country and weight. */
export async function listRates(read: NeonRead, { id }: { id: string }): Promise<ListRatesOutput> {
  const [carrier, rates] = await Promise.all([
    read.db.carrier.findUnique({ where: { id }, select: { version: true } }),
    read.db.$queryRaw<ListRatesOutput["rates"]>`
      SELECT country, trim_scale(max_weight)::text AS "maxWeight", trim_scale(price)::text AS price, currency
      FROM carrier_rate WHERE carrier_id = ${id} ORDER BY country NULLS LAST, max_weight`,
  ]);
  if (!carrier) throw refuse("NOT_FOUND", "record.notFound", { entity: "Carrier", id });
  return { version: carrier.version, rates };
}

/** Says what a carrier's service asks, all of it; refuses two rates for one country and weight. */
export async function setRates(work: NeonWork, input: SetRatesInput): Promise<CarrierRef> {
  const { id, version, rates } = input;
  const [carrier] = await work.tx.carrier.updateManyAndReturn({
    where: { id, version },
    data: { version: { increment: 1 }, updatedAt: work.now },
    select: { id: true, code: true, version: true },
  });
  if (!carrier) throw missingOrStale("Carrier", await work.tx.carrier.findUnique({ where: { id } }));
  const before = await work.tx.carrierRate.findMany({ where: { carrierId: id } });
  await work.tx.carrierRate.deleteMany({ where: { carrierId: id } });
  await work.tx.carrierRate.createMany({ data: rates.map((rate) => ({ carrierId: id, ...rate })) });
  work.audit({
    action: "UPDATE",
    resource: "carriers",
    resourceId: id,
    oldValues: {
      rates: before.map(({ country, maxWeight, price, currency }) => ({
        country,
        maxWeight: maxWeight.toString(),
        price: price.toString(),
        currency,
      })),
    },
    newValues: { rates },
  });
  work.touch("order");
  return carrier;
}

/** What each active service asks for a packed shipment, the cheapest first; without a price, why. */
export async function quoteShipment(read: NeonRead, { shipmentId }: { shipmentId: string }): Promise<QuotesOutput> {
  const [head] = await read.db.$queryRaw<{ number: string; status: string; weight: string; country: string | null }[]>`
    SELECT s.shipment_number AS number, s.status::text AS status, o.ship_to ->> 'country' AS country,
      (SELECT trim_scale(coalesce(sum((p ->> 'weight')::numeric), 0))::text FROM jsonb_array_elements(s.parcels) p) AS weight
    FROM shipment s JOIN "order" o ON o.id = s.order_id WHERE s.id = ${shipmentId} AND ${inReach(read)}`;
  if (!head) throw refuse("NOT_FOUND", "record.notFound", { entity: "Shipment", id: shipmentId });
  const { number, status, weight, country } = head;
  if (status !== "PACKED")
    throw refuse("RULE_BROKEN", "shipment.step", { number, status: wordOf(status), step: "quoting" });
  // A country with rates of its own takes none of those for anywhere.
  const rows = await read.db.$queryRaw<QuotesOutput["rows"]>`
    SELECT k.id AS "carrierId", k.name, k.service_code AS "serviceCode", trim_scale(best.price)::text AS price, best.currency,
      CASE WHEN best.price IS NOT NULL THEN NULL WHEN NOT has.any_rate THEN 'NO_RATES' WHEN NOT has.here THEN 'NOT_TO_COUNTRY' ELSE 'TOO_HEAVY' END AS reason
    FROM carrier k
    CROSS JOIN LATERAL (SELECT count(*) > 0 AS any_rate, coalesce(bool_or(r.country = ${country}::text), false) AS own,
      coalesce(bool_or(r.country IS NULL OR r.country = ${country}::text), false) AS here FROM carrier_rate r WHERE r.carrier_id = k.id) has
    LEFT JOIN LATERAL (SELECT r.price, r.currency FROM carrier_rate r WHERE r.carrier_id = k.id AND r.max_weight >= ${weight}::numeric
      AND CASE WHEN has.own THEN r.country = ${country}::text ELSE r.country IS NULL END ORDER BY r.max_weight LIMIT 1) best ON true
    WHERE k.active ORDER BY best.currency, best.price, k.name, k.service_code, k.id LIMIT 500`;
  return { weight, country, rows };
}
