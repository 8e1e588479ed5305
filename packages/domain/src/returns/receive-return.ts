import { refuse } from "@invista/contracts/errors";
import { compare, minus, shareOf, sum } from "@invista/contracts/quantity";
import type { ReceiveReturnInput, ReturnRef } from "@invista/contracts/returns/returns";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import { postMovements, quarantineBinOf, type MovementLine } from "../stock/index.ts";
import { lockItems, lockReturn, moveReturn, record, type ReturnItemRecord } from "./return-record.ts";
import { shippedGoods, type ShippedGoods } from "./shipped-goods.ts";

/** Books what arrived into quarantine, of the lots and pieces that had left and at the cost at which they had left. */
export async function receiveReturn(work: NeonWork, input: ReceiveReturnInput): Promise<ReturnRef> {
  const of = await lockReturn(work, input, ["APPROVED", "IN_TRANSIT"], "receiving");
  const items = await lockItems(work, of.id);
  const goods = await shippedGoods(work.tx, of.order_id);
  const location = await quarantineBinOf(work, of.warehouse_id);
  const taken: { itemId: string; orderItemId: string; quantity: string; serials: string[] }[] = [];
  const movements: MovementLine[] = [];
  for (const line of input.lines) {
    const item = items.find((one) => one.id === line.itemId);
    if (!item) throw refuse("INVALID", "record.referenceUnknown", { entity: "A line" });
    if (compare(line.quantity, item.quantity) > 0)
      throw refuse("RULE_BROKEN", "return.moreThanAsked", { sku: item.sku, left: item.quantity });
    const serials = piecesOf(item, line);
    const parts = item.track_serials
      ? serials.map((serial) => pieceOf(item, goods, serial))
      : takeOf(item, goods, line.quantity);
    movements.push(
      ...parts.map(({ from, quantity, value }) => ({
        productId: item.product_id,
        warehouseId: of.warehouse_id,
        location,
        lotId: from.lot_id,
        type: "RETURN_IN",
        quantity,
        unitCost: from.unit_cost,
        value,
        referenceType: "RETURN",
        referenceId: of.id,
        ...(from.serial_id === null ? {} : { serialId: from.serial_id }),
      })),
    );
    taken.push({ itemId: item.id, orderItemId: item.order_item_id, quantity: line.quantity, serials });
  }
  await postMovements(work, movements);
  const lines = JSON.stringify(taken);
  await work.tx.$executeRaw`
    UPDATE return_item i SET received_quantity = x.quantity::numeric, serials = ARRAY(SELECT jsonb_array_elements_text(x.serials)), version = i.version + 1
    FROM jsonb_to_recordset(${lines}::jsonb) AS x("itemId" text, quantity text, serials jsonb) WHERE i.id = x."itemId"`;
  await work.tx.$executeRaw`
    UPDATE order_item o SET returned_quantity = o.returned_quantity + x.quantity
    FROM (SELECT y."orderItemId" AS id, sum(y.quantity::numeric) AS quantity FROM jsonb_to_recordset(${lines}::jsonb) AS y("orderItemId" text, quantity text) GROUP BY 1) x WHERE o.id = x.id`;
  record(work, of.id, "RECEIVE", { rmaNumber: of.rma_number, lines: taken });
  return moveReturn(work, of, "RECEIVED", sql`, received_at = now()`);
}

function piecesOf(item: ReturnItemRecord, line: ReceiveReturnInput["lines"][number]): string[] {
  const serials = line.serials ?? [];
  if (!item.track_serials) {
    if (serials.length > 0) throw refuse("INVALID", "serial.notTracked", { sku: item.sku });
    return [];
  }
  if (serials.length === 0) throw refuse("INVALID", "serial.needed", { sku: item.sku });
  if (String(serials.length) !== line.quantity)
    throw refuse("INVALID", "serial.count", { sku: item.sku, quantity: line.quantity, given: serials.length });
  return serials;
}

interface Part {
  readonly from: ShippedGoods;
  readonly quantity: string;
  readonly value: string;
}

/** A piece that left with this very line and has not come back. */
function pieceOf(item: ReturnItemRecord, goods: readonly ShippedGoods[], serial: string): Part {
  const from = goods.find(
    (one) => one.order_item_id === item.order_item_id && one.serial === serial && one.gone === "0",
  );
  if (!from) throw refuse("RULE_BROKEN", "return.pieceNotShipped", { serial, sku: item.sku });
  return { from, quantity: "1", value: from.value };
}

/** So much of what left for a line, first out first; a part of a movement takes its share of what the whole carried. */
function takeOf(item: ReturnItemRecord, goods: readonly ShippedGoods[], quantity: string): Part[] {
  const parts: Part[] = [];
  let left = quantity;
  for (const from of goods) {
    if (from.order_item_id !== item.order_item_id || from.lot_id !== item.lot_id) continue;
    const free = minus(from.quantity, from.gone);
    const taken = compare(left, free) < 0 ? left : free;
    if (compare(taken, "0") <= 0) continue;
    const until = (amount: string) => shareOf(from.value, amount, from.quantity);
    const value = minus(until(sum([from.gone, taken])), until(from.gone));
    parts.push({ from, quantity: taken, value });
    from.gone = sum([from.gone, taken]);
    left = minus(left, taken);
  }
  if (compare(left, "0") > 0)
    throw refuse("RULE_BROKEN", "return.moreThanShipped", { sku: item.sku, left: minus(quantity, left) });
  return parts;
}
