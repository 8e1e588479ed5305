import { refuse } from "@invista/contracts/errors";
import type { CreateWaveInput, WaveRef } from "@invista/contracts/shipment/shipment";
import { requireWarehouse } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import { wordOf } from "../shared/word-of.ts";

/** Puts shipments of one warehouse that nobody has begun to pick on one walk. */
export async function createWave(work: NeonWork, input: CreateWaveInput): Promise<WaveRef> {
  const ids = [...new Set(input.shipmentIds)];
  const found = await work.tx.$queryRaw<
    { id: string; shipment_number: string; status: string; warehouse_id: string; wave_number: string | null }[]
  >`
    SELECT s.id, s.shipment_number, s.status::text AS status, s.warehouse_id, (SELECT w.wave_number FROM pick_wave w WHERE w.id = s.wave_id) AS wave_number
    FROM shipment s WHERE s.id = ANY (${ids}::text[]) ORDER BY s.id FOR UPDATE OF s`;
  const missing = ids.find((id) => !found.some((one) => one.id === id));
  if (missing !== undefined) throw refuse("NOT_FOUND", "record.notFound", { entity: "Shipment", id: missing });
  found.forEach((one) => requireWarehouse(work.actor, one.warehouse_id));
  const begun = found.find((one) => one.status !== "DRAFT");
  if (begun)
    throw refuse("RULE_BROKEN", "shipment.step", {
      number: begun.shipment_number,
      status: wordOf(begun.status),
      step: "a wave",
    });
  const waved = found.find((one) => one.wave_number !== null);
  if (waved) throw refuse("RULE_BROKEN", "shipment.inWave", { number: waved.shipment_number, wave: waved.wave_number });
  const [warehouseId, other] = [...new Set(found.map((one) => one.warehouse_id))];
  if (warehouseId === undefined || other !== undefined) throw refuse("INVALID", "shipment.waveOfOneWarehouse");
  const wave = await work.tx.pickWave.create({
    data: { warehouseId, createdBy: work.actor.userId },
    select: { id: true, waveNumber: true },
  });
  await work.tx
    .$executeRaw`UPDATE shipment SET wave_id = ${wave.id}, version = version + 1, updated_at = now() WHERE id = ANY (${ids}::text[])`;
  work.audit({
    action: "CREATE",
    resource: "pick_waves",
    resourceId: wave.id,
    newValues: { waveNumber: wave.waveNumber, shipments: found.map((one) => one.shipment_number) },
  });
  work.touch("order");
  return { ...wave, shipments: found.length, operationId: work.operationId };
}
