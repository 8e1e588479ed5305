import type { NeonWork } from "../shared/work.ts";

/**
 * Gives up shipments that have not left, of a locked order or one of them: what was picked goes back and their claims are only promised again.
 * Answers how many it gave up.
 */
export async function cancelShipments(
  work: NeonWork,
  { orderId, shipmentId, states }: { orderId: string; shipmentId?: string; states: readonly string[] },
): Promise<number> {
  const shipments = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM shipment WHERE order_id = ${orderId} AND (${shipmentId ?? null}::text IS NULL OR id = ${shipmentId ?? null}) AND status::text = ANY (${[...states]}::text[]) ORDER BY id FOR UPDATE`;
  if (shipments.length === 0) return 0;
  const ids = shipments.map((shipment) => shipment.id);
  await work.tx.$executeRaw`
    UPDATE stock_reservation SET status = 'ACTIVE', picked_at = NULL, version = version + 1
    WHERE status = 'PICKED' AND id IN (SELECT reservation_id FROM shipment_item WHERE shipment_id = ANY (${ids}::text[]))`;
  await work.tx
    .$executeRaw`UPDATE shipment_item SET reservation_id = NULL, picked_quantity = 0, serials = '{}' WHERE shipment_id = ANY (${ids}::text[])`;
  await work.tx
    .$executeRaw`UPDATE shipment SET status = 'CANCELLED', version = version + 1, updated_at = now() WHERE id = ANY (${ids}::text[])`;
  return ids.length;
}
