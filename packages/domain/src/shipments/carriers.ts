import type { CarrierRef, CarrierView, SaveCarrierInput } from "@invista/contracts/carrier/carrier";
import { missingOrStale } from "../shared/stale.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";

/** Every service of every carrier, the active ones first. */
export async function listCarriers(read: NeonRead): Promise<{ rows: CarrierView[] }> {
  const rows = await read.db.$queryRaw<CarrierView[]>`
    SELECT k.id, k.code, k.name, k.service_code AS "serviceCode", k.tracking_url_template AS "trackingUrlTemplate", k.active, k.version,
      (SELECT count(*)::int FROM shipment s WHERE s.carrier_id = k.id) AS shipments
    FROM carrier k ORDER BY k.active DESC, k.name, k.service_code, k.id LIMIT 500`;
  return { rows };
}

/** Makes a carrier's service or changes one; refuses a code and service that exist. */
export async function saveCarrier(work: NeonWork, input: SaveCarrierInput): Promise<CarrierRef> {
  const { id, version, idempotencyKey: _, ...values } = input;
  const select = { id: true, code: true, version: true };
  if (id === null) {
    const made = await work.tx.carrier.create({ data: values, select });
    work.audit({ action: "CREATE", resource: "carriers", resourceId: made.id, newValues: values });
    work.touch("order");
    return made;
  }
  const before = await work.tx.carrier.findUnique({ where: { id } });
  const [saved] = await work.tx.carrier.updateManyAndReturn({
    where: { id, version: version ?? 0 },
    data: { ...values, version: { increment: 1 }, updatedAt: work.now },
    select,
  });
  if (!saved) throw missingOrStale("Carrier", before);
  const oldValues = Object.fromEntries(Object.keys(values).map((key) => [key, Reflect.get(Object(before), key)]));
  work.audit({ action: "UPDATE", resource: "carriers", resourceId: id, oldValues, newValues: values });
  work.touch("order");
  return saved;
}
