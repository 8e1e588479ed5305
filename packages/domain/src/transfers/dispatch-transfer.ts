import { refuse } from "@invista/contracts/errors";
import type { DispatchTransferInput, TransferRef } from "@invista/contracts/transfer/transfer";
import { requireWarehouse } from "../shared/actor.ts";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { postMovements } from "../stock/index.ts";
import { goodsReserved } from "./transfer-parts.ts";
import { lockTransfer, moveTransfer, record, TRANSIT_BIN } from "./transfer-record.ts";

/** Sends what was reserved on its way: it leaves the source and lies in transit at the destination, at the cost of its own layers. */
export async function dispatchTransfer(work: NeonWork, input: DispatchTransferInput): Promise<TransferRef> {
  const transfer = await lockTransfer(work, input, ["APPROVED", "PICKING"], "dispatch");
  requireWarehouse(work.actor, transfer.from_warehouse_id);
  const piecesOf = await leavingPieces(work, transfer.id, input.pieces);
  await work.tx.$executeRaw`
    UPDATE stock_reservation SET status = 'PICKED', picked_at = now() WHERE reservation_type = 'TRANSFER' AND reference_id = ${transfer.id} AND status = 'ACTIVE'`;
  // The claim ends first, then the goods leave: reserved stays within quantity at every step.
  const claims = await work.tx.$queryRaw<
    { item_id: string; product_id: string; lot_id: string | null; quantity: string }[]
  >`
    SELECT r.inventory_item_id AS item_id, i.product_id, i.lot_id, trim_scale(r.quantity)::text AS quantity
    FROM release_reservations(${work.operationId}, 'TRANSFER', ${transfer.id}, 'CONSUMED') r JOIN inventory_item i ON i.id = r.inventory_item_id
    ORDER BY r.inventory_item_id`;
  if (claims.length === 0) throw refuse("RULE_BROKEN", "transfer.nothingReserved");
  const reference = { referenceType: "TRANSFER", referenceId: transfer.id };
  await postMovements(
    work,
    claims.flatMap((claim) => [
      {
        itemId: claim.item_id,
        type: "TRANSFER_OUT",
        quantity: `-${claim.quantity}`,
        serials: piecesOf.get(claim.item_id),
        ...reference,
      },
      {
        productId: claim.product_id,
        warehouseId: transfer.to_warehouse_id,
        location: TRANSIT_BIN,
        lotId: claim.lot_id,
        type: "TRANSFER_IN",
        quantity: claim.quantity,
        ...reference,
      },
    ]),
  );
  await work.tx.$executeRaw`
    UPDATE stock_transfer_item i SET dispatched_quantity = d.quantity
    FROM (SELECT x.product_id, sum(x.quantity::numeric) AS quantity FROM jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) AS x(product_id text, quantity text) GROUP BY 1) d
    WHERE i.transfer_id = ${transfer.id} AND i.product_id = d.product_id`;
  record(work, transfer, "DISPATCH", { transferNumber: transfer.transfer_number, claims: claims.length });
  work.notify({
    to: { permission: "transfer:receive", warehouseId: transfer.to_warehouse_id, except: work.actor.userId },
    kind: "transfer.under_way",
    title: "Transfer under way",
    message: `${transfer.transfer_number} was dispatched by ${work.actor.displayName}`,
    type: "INFO",
    link: `/transfers/${transfer.id}`,
    dedupeKey: `transfer-dispatched:${transfer.id}`,
  });
  return moveTransfer(work, transfer, "IN_TRANSIT", sql`, dispatched_at = now()`);
}

/** The pieces that leave each position: those that are named, or all that lie there; never some of them by guess. */
async function leavingPieces(
  work: NeonWork,
  transferId: string,
  named: DispatchTransferInput["pieces"],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const given = new Map(named.map((one) => [one.itemId, one.serials]));
  const pieces = new Map<string, readonly string[]>();
  for (const part of await goodsReserved(work.tx, transferId)) {
    if (part.itemId === null) continue;
    const serials = given.get(part.itemId) ?? (part.tracksSerials ? part.serials : undefined);
    if (serials === undefined) continue;
    const isGuess = !given.has(part.itemId) && String(serials.length) !== part.quantity;
    if (isGuess) throw refuse("INVALID", "serial.needed", { sku: part.sku });
    pieces.set(part.itemId, serials);
  }
  return pieces;
}
