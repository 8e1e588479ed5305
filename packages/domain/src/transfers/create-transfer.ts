import { refuse } from "@invista/contracts/errors";
import { decimalsOf } from "@invista/contracts/quantity";
import type { CreateTransferInput, TransferRef, TransferStepInput } from "@invista/contracts/transfer/transfer";
import { requireWarehouse } from "../shared/actor.ts";
import { empty, sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { reserveLines } from "../stock/index.ts";
import { lockItems, lockTransfer, moveTransfer, record, refOf } from "./transfer-record.ts";

/** Drafts a transfer between two warehouses the actor reaches; nothing is reserved yet. */
export async function createTransfer(work: NeonWork, input: CreateTransferInput): Promise<TransferRef> {
  const { fromWarehouseId, toWarehouseId } = input;
  if (fromWarehouseId === toWarehouseId) throw refuse("INVALID", "transfer.sameWarehouse");
  [fromWarehouseId, toWarehouseId].forEach((id) => requireWarehouse(work.actor, id));
  await requireProducts(work, input.lines);
  const transfer = await work.tx.stockTransfer.create({
    data: {
      fromWarehouseId,
      toWarehouseId,
      expectedAt: input.expectedAt,
      notes: input.note,
      createdBy: work.actor.userId,
      items: { createMany: { data: input.lines.map(({ productId, quantity }) => ({ productId, quantity })) } },
    },
    select: { id: true, transferNumber: true, version: true },
  });
  record(work, transfer, "CREATE", { ...transfer, fromWarehouseId, toWarehouseId, lines: input.lines });
  return refOf(work, {
    id: transfer.id,
    transfer_number: transfer.transferNumber,
    status: "DRAFT",
    from_warehouse_id: fromWarehouseId,
    to_warehouse_id: toWarehouseId,
    version: transfer.version,
    created_by: work.actor.userId,
  });
}

/** Approves a draft: its stock is reserved at the source, all or nothing. */
export async function approveTransfer(work: NeonWork, input: TransferStepInput): Promise<TransferRef> {
  const transfer = await lockTransfer(work, input, ["DRAFT"], "approve");
  requireWarehouse(work.actor, transfer.from_warehouse_id);
  const items = await lockItems(work, transfer.id);
  await reserveLines(
    work,
    { type: "TRANSFER", id: transfer.id },
    items.map((item, index) => ({
      lineNo: index + 1,
      productId: item.product_id,
      sku: item.sku,
      quantity: item.quantity,
      warehouseId: transfer.from_warehouse_id,
    })),
    transfer.from_warehouse_id,
  );
  record(work, transfer, "APPROVE", { transferNumber: transfer.transfer_number });
  return moveTransfer(work, transfer, "APPROVED", sql`, approved_by = ${work.actor.userId}, approved_at = now()`);
}

/** Gives a transfer up that has not left; what it reserved is free again. */
export async function cancelTransfer(work: NeonWork, input: TransferStepInput): Promise<TransferRef> {
  const transfer = await lockTransfer(work, input, ["DRAFT", "APPROVED"], "cancel");
  requireWarehouse(work.actor, transfer.from_warehouse_id);
  const released = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM release_reservations(${work.operationId}, 'TRANSFER', ${transfer.id}, 'RELEASED')`;
  record(work, transfer, "CANCEL", { transferNumber: transfer.transfer_number, released: released.length });
  return moveTransfer(work, transfer, "CANCELLED", empty);
}

async function requireProducts(work: NeonWork, lines: CreateTransferInput["lines"]): Promise<void> {
  const products = await work.tx.product.findMany({
    where: { id: { in: lines.map((line) => line.productId) } },
    select: { id: true, sku: true, type: true, qtyPrecision: true },
  });
  const known = new Map(products.map((product) => [product.id, product]));
  for (const [index, { productId, quantity }] of lines.entries()) {
    const product = known.get(productId);
    if (!product)
      throw refuse("INVALID", "record.referenceUnknown", {
        entity: `The product of line ${index + 1}`,
        line: index + 1,
      });
    if (product.type === "SERVICE") throw refuse("RULE_BROKEN", "stock.notStocked");
    if (decimalsOf(quantity) > product.qtyPrecision)
      throw refuse("INVALID", "quantity.precision", { sku: product.sku, precision: product.qtyPrecision });
  }
}
