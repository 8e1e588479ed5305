import { refuse } from "@invista/contracts/errors";
import type { OrderRef } from "@invista/contracts/order/order";
import { compare, minus, sum } from "@invista/contracts/quantity";
import type { RefundReturnOutput, ReplaceReturnInput, ReturnStepInput } from "@invista/contracts/returns/returns";
import { requireWithin } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";
import { creditReturned } from "../invoices/index.ts";
import { createOrder } from "../orders/index.ts";
import { lockItems, lockReturn, moveReturn, record, type ReturnItemRecord } from "./return-record.ts";

const INSPECTED = ["INSPECTED"] as const;

/** What of a line stays with us and is not replaced: that is what the customer gets his money back for. */
function refundable(item: ReturnItemRecord): string {
  const rest = minus(minus(item.received, item.restocked), item.scrapped);
  return item.disposition === "REPLACE" || item.disposition === "RETURN_TO_CUSTOMER"
    ? minus(item.received, rest)
    : item.received;
}

/**
 * Credits what came back and is neither replaced nor sent back to the customer, on the invoices that billed it: a credit note for each, issued at once. What was paid
 * too much is then paid back from the invoice. Up to the actor's approval limit.
 */
export async function refundReturn(work: NeonWork, input: ReturnStepInput): Promise<RefundReturnOutput> {
  const of = await lockReturn(work, input, INSPECTED, "refunding");
  const items = await lockItems(work, of.id);
  const lines = items.map((item) => ({
    key: item.id,
    orderItemId: item.order_item_id,
    sku: item.sku,
    quantity: refundable(item),
  }));
  const wanted = lines.filter((line) => compare(line.quantity, "0") > 0);
  if (wanted.length === 0) throw refuse("RULE_BROKEN", "return.nothingToRefund", { number: of.rma_number });
  const { notes, amounts } = await creditReturned(work, {
    orderId: of.order_id,
    returnOrderId: of.id,
    reason: `Return ${of.rma_number}`,
    lines: wanted,
  });
  requireWithin(work.actor.limits.maxApprovalAmount, sum(notes.map((note) => note.gross)));
  await work.tx.$executeRaw`
    UPDATE return_item i SET refund_amount = x.amount::numeric FROM jsonb_to_recordset(${JSON.stringify(amounts)}::jsonb) AS x(key text, amount text) WHERE i.id = x.key`;
  record(work, of.id, "REFUND", { rmaNumber: of.rma_number, creditNotes: notes });
  const moved = await moveReturn(work, of, "INSPECTED");
  return { ...moved, creditNotes: notes };
}

/** Orders what is to be replaced anew, at no price. */
export async function replaceReturn(work: NeonWork, input: ReplaceReturnInput): Promise<OrderRef> {
  const of = await lockReturn(work, input, INSPECTED, "replacing");
  const items = (await lockItems(work, of.id)).filter((item) => item.disposition === "REPLACE");
  const lines = items
    .map((item) => ({
      productId: item.product_id,
      quantity: minus(minus(item.received, item.restocked), item.scrapped),
    }))
    .filter((line) => compare(line.quantity, "0") > 0);
  if (lines.length === 0) throw refuse("RULE_BROKEN", "return.nothingToReplace", { number: of.rma_number });
  const [earlier] = await work.tx.$queryRaw<{ order_number: string }[]>`
    SELECT order_number FROM "order" WHERE replaces_return_id = ${of.id} AND status <> 'CANCELLED' LIMIT 1`;
  if (earlier) throw refuse("CONFLICT", "return.replacedAlready", { order: earlier.order_number });
  const order = await createOrder(work, {
    customerId: of.customer_id,
    lines: lines.map((line) => ({ ...line, unitPrice: "0", warehouseId: null })),
    currency: null,
    warehouseId: of.warehouse_id,
    requestedAt: null,
    note: `Replaces what came back with ${of.rma_number}`,
    place: input.place,
    idempotencyKey: input.idempotencyKey,
  });
  await work.tx
    .$executeRaw`UPDATE "order" SET origin = 'REPLACEMENT', replaces_return_id = ${of.id} WHERE id = ${order.id}`;
  return order;
}
