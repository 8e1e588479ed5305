import { refuse } from "@invista/contracts/errors";
import { compare, minus } from "@invista/contracts/quantity";
import type { ReceiveTransferInput, ResolveTransferInput, TransferRef } from "@invista/contracts/transfer/transfer";
import { requireWarehouse, requireWithin } from "../shared/actor.ts";
import { empty, sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { openInspections, placeArrivals, postMovements, type MovementLine } from "../stock/index.ts";
import { splitOverGoods, type PlacedLine, type SettledPart } from "./split-over-goods.ts";
import { goodsUnderWay } from "./transfer-parts.ts";
import { lockItems, lockTransfer, moveTransfer, record, TRANSIT_BIN, type TransferRecord } from "./transfer-record.ts";

const UNDER_WAY = ["IN_TRANSIT", "PARTIALLY_RECEIVED"] as const;

/** Puts what arrived into its bins, or into quarantine where a plan wants it inspected; the rest stays in transit until it arrives or is resolved as lost. */
export async function receiveTransfer(work: NeonWork, input: ReceiveTransferInput): Promise<TransferRef> {
  const transfer = await lockTransfer(work, input, UNDER_WAY, "receive");
  const lines = input.lines.map((line) => ({ ...line, location: line.location as string | null }));
  return settle(work, transfer, lines, "RECEIVE", (part) => [
    { ...part, location: TRANSIT_BIN, type: "PUTAWAY", quantity: `-${part.quantity}` },
    { ...part, type: "PUTAWAY", quantity: part.quantity },
  ]);
}

/** Writes off what will never arrive: it leaves transit as a loss. */
export async function resolveTransfer(work: NeonWork, input: ResolveTransferInput): Promise<TransferRef> {
  const transfer = await lockTransfer(work, input, UNDER_WAY, "resolve");
  input.lines.forEach((line) => requireWithin(work.actor.limits.maxAdjustQty, line.quantity));
  const lines = input.lines.map((line) => ({ ...line, location: null }));
  return settle(work, transfer, lines, "RESOLVE", (part) => [
    { ...part, location: TRANSIT_BIN, type: "TRANSFER_LOSS", quantity: `-${part.quantity}`, reasonCode: input.reason },
  ]);
}

type Settled = SettledPart & { readonly warehouseId: string; readonly location: string };

async function settle(
  work: NeonWork,
  transfer: TransferRecord,
  lines: readonly PlacedLine[],
  action: "RECEIVE" | "RESOLVE",
  movementsOf: (part: Settled) => MovementLine[],
): Promise<TransferRef> {
  requireWarehouse(work.actor, transfer.to_warehouse_id);
  const items = await lockItems(work, transfer.id);
  const open = new Map(items.map((item) => [item.product_id, item.under_way]));
  for (const line of lines) {
    const left = open.get(line.productId);
    const sku = items.find((item) => item.product_id === line.productId)?.sku ?? "This product";
    if (left === undefined) throw refuse("INVALID", "transfer.notInIt", { sku });
    if (compare(line.quantity, left) > 0) throw refuse("RULE_BROKEN", "transfer.moreThanSent", { sku, underWay: left });
    open.set(line.productId, minus(left, line.quantity));
  }
  const warehouseId = transfer.to_warehouse_id;
  const split = splitOverGoods(lines, await goodsUnderWay(work.tx, transfer.id)).map((part) => ({
    ...part,
    warehouseId,
    location: part.location ?? "",
  }));
  const parts =
    action === "RECEIVE"
      ? await placeArrivals(work, "TRANSFER", warehouseId, split)
      : split.map((part) => ({ ...part, planId: null, wanted: part.location }));
  const reference = { referenceType: "TRANSFER", referenceId: transfer.id };
  const posted = await postMovements(
    work,
    parts.flatMap(movementsOf).map((line) => ({ ...line, ...reference })),
  );
  const arrived = parts.flatMap((part, index) => {
    const into = posted.find((one) => one.line === 2 * index + 2);
    return part.planId !== null && into ? [{ ...part, itemId: into.inventory_item_id }] : [];
  });
  const opened = await openInspections(work, "TRANSFER", warehouseId, arrived, { type: "TRANSFER", id: transfer.id });
  const settled = JSON.stringify(lines);
  const column = action === "RECEIVE" ? sql`received_quantity` : sql`lost_quantity`;
  await work.tx.$executeRaw`
    UPDATE stock_transfer_item i SET ${column} = i.${column} + d.quantity
    FROM (SELECT x."productId", sum(x.quantity::numeric) AS quantity FROM jsonb_to_recordset(${settled}::jsonb) AS x("productId" text, quantity text) GROUP BY 1) d
    WHERE i.transfer_id = ${transfer.id} AND i.product_id = d."productId"`;
  const inspections = opened.map((one) => one.inspectionNumber);
  record(work, transfer, action, {
    transferNumber: transfer.transfer_number,
    lines,
    ...(inspections.length > 0 ? { inspections } : {}),
  });
  const isDone = [...open.values()].every((left) => compare(left, "0") === 0);
  return moveTransfer(
    work,
    transfer,
    isDone ? "RECEIVED" : "PARTIALLY_RECEIVED",
    isDone ? sql`, received_at = now()` : empty,
  );
}
