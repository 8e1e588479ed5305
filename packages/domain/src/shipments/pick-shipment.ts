import { refuse } from "@invista/contracts/errors";
import { compare, decimalsOf, minus, sum } from "@invista/contracts/quantity";
import type { PickedOutput, PickShipmentInput, PutBackInput, ShipmentRef } from "@invista/contracts/shipment/shipment";
import { sql } from "../shared/sql.ts";
import type { NeonWork } from "../shared/work.ts";
import {
  lockLines,
  lockShipment,
  moveShipment,
  record,
  requireOpenOrder,
  type ShipmentLineRecord,
  type ShipmentRecord,
} from "./shipment-record.ts";

interface Change {
  readonly id: string;
  readonly picked: string;
  readonly serials: readonly string[];
}

/** Takes more of some lines into the hand: their claims are picked, and with the first of them shipment and order are under way. */
export async function pickShipment(work: NeonWork, input: PickShipmentInput): Promise<PickedOutput> {
  const shipment = await lockShipment(work, input, ["DRAFT", "PICKING"], "picking");
  requireOpenOrder(shipment);
  const lines = await linesOf(
    work,
    shipment,
    input.lines.map((line) => line.lineId),
  );
  const changes = input.lines.map((asked, index): Change => {
    const line = lines[index];
    if (!line) throw new Error("a line is missing");
    return pickedMore(line, asked.quantity, asked.serials);
  });
  await requirePieces(work, lines, changes);
  await writePicked(work, changes);
  await work.tx.$executeRaw`
    UPDATE stock_reservation SET status = 'PICKED', version = version + 1 WHERE id = ANY (${lines.flatMap((line) => line.reservation_id ?? [])}::text[]) AND status = 'ACTIVE'`;
  if (shipment.order_status === "CONFIRMED")
    await work.tx
      .$executeRaw`UPDATE "order" SET status = 'PROCESSING', version = version + 1, updated_at = now() WHERE id = ${shipment.order_id}`;
  record(work, shipment, "PICK", { shipmentNumber: shipment.shipment_number, lines: input.lines });
  const moved = await moveShipment(work, shipment, "PICKING", sql`, picked_at = coalesce(picked_at, now())`);
  return { ...moved, lines: leftOf(lines, changes) };
}

/** Puts something back that was picked: a line of which nothing is in the hand any more is only promised again. */
export async function putBack(work: NeonWork, input: PutBackInput): Promise<PickedOutput> {
  const shipment = await lockShipment(work, input, ["PICKING"], "putting back");
  const lines = await linesOf(work, shipment, [input.lineId]);
  const [line] = lines;
  if (!line) throw new Error("the line is missing");
  if (compare(input.quantity, line.picked) > 0)
    throw refuse("RULE_BROKEN", "shipment.notSoMuchPicked", { sku: line.sku, picked: line.picked });
  const given = new Set(input.serials ?? []);
  const stranger = [...given].find((serial) => !line.serials.includes(serial));
  if (stranger !== undefined) throw refuse("RULE_BROKEN", "serial.notHere", { serial: stranger, sku: line.sku });
  if (line.track_serials && String(given.size) !== input.quantity)
    throw refuse("INVALID", "serial.count", { sku: line.sku, quantity: input.quantity, given: given.size });
  const change = {
    id: line.id,
    picked: minus(line.picked, input.quantity),
    serials: line.serials.filter((serial) => !given.has(serial)),
  };
  await writePicked(work, [change]);
  if (change.picked === "0")
    await work.tx.$executeRaw`
      UPDATE stock_reservation SET status = 'ACTIVE', picked_at = NULL, version = version + 1 WHERE id = ${line.reservation_id} AND status = 'PICKED'`;
  record(work, shipment, "PUT_BACK", { sku: line.sku, quantity: input.quantity });
  const moved: ShipmentRef = await moveShipment(work, shipment, "PICKING");
  return { ...moved, lines: leftOf(lines, [change]) };
}

/** These lines of the shipment in the order asked for; refuses one that is not of it. */
export async function linesOf(
  work: NeonWork,
  shipment: ShipmentRecord,
  ids: readonly string[],
): Promise<ShipmentLineRecord[]> {
  const found = new Map((await lockLines(work, shipment.id, ids)).map((line) => [line.id, line]));
  return ids.map((id) => {
    const line = found.get(id);
    if (!line) throw refuse("NOT_FOUND", "record.notFound", { entity: "Line", id });
    return line;
  });
}

function pickedMore(line: ShipmentLineRecord, quantity: string, serials: readonly string[] = []): Change {
  const { sku } = line;
  if (decimalsOf(quantity) > line.qty_precision)
    throw refuse("INVALID", "quantity.precision", { sku, precision: line.qty_precision });
  if (line.short_reason !== null) throw refuse("RULE_BROKEN", "shipment.lineGivenUp", { sku });
  if (!line.is_claimed) throw refuse("RULE_BROKEN", "shipment.claimGone", { sku });
  const left = minus(line.quantity, line.picked);
  if (compare(quantity, left) > 0) throw refuse("RULE_BROKEN", "shipment.moreThanLeft", { sku, left });
  if (!line.track_serials && serials.length > 0) throw refuse("INVALID", "serial.notTracked", { sku });
  if (line.track_serials && String(new Set(serials).size) !== quantity)
    throw refuse("INVALID", "serial.count", { sku, quantity, given: new Set(serials).size });
  return { id: line.id, picked: sum([line.picked, quantity]), serials: [...line.serials, ...serials] };
}

/** Refuses pieces that do not lie where they are picked, or are in the hand for somebody already. */
async function requirePieces(
  work: NeonWork,
  lines: readonly ShipmentLineRecord[],
  changes: readonly Change[],
): Promise<void> {
  const asked = lines.flatMap((line, index) =>
    (changes[index]?.serials.slice(line.serials.length) ?? []).map((serial) => ({
      serial,
      itemId: line.inventory_item_id,
      sku: line.sku,
    })),
  );
  if (asked.length === 0) return;
  const rows = await work.tx.$queryRaw<{ serial: string; sku: string; here: boolean; taken: boolean }[]>`
    SELECT x.serial, x.sku, s.id IS NOT NULL AS here, EXISTS (
      SELECT FROM shipment_item y JOIN shipment h ON h.id = y.shipment_id WHERE y.inventory_item_id = x."itemId" AND x.serial = ANY (y.serials) AND h.status IN ('PICKING', 'PACKED')) AS taken
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS x(serial text, "itemId" text, sku text)
      LEFT JOIN LATERAL (SELECT n.id FROM serial_number n WHERE n.inventory_item_id = x."itemId" AND n.serial = x.serial FOR NO KEY UPDATE) s ON TRUE`;
  const away = rows.find((row) => !row.here);
  if (away) throw refuse("RULE_BROKEN", "serial.notHere", { serial: away.serial, sku: away.sku });
  const taken = rows.find((row) => row.taken);
  if (taken) throw refuse("CONFLICT", "shipment.pieceTaken", { serial: taken.serial, sku: taken.sku });
}

async function writePicked(work: NeonWork, changes: readonly Change[]): Promise<void> {
  await work.tx.$executeRaw`
    UPDATE shipment_item i SET picked_quantity = x.picked, serials = ARRAY(SELECT jsonb_array_elements_text(x.serials))
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS x(id text, picked numeric, serials jsonb) WHERE i.id = x.id`;
}

export function leftOf(lines: readonly ShipmentLineRecord[], changes: readonly Change[]): PickedOutput["lines"] {
  return changes.map((change, index) => ({
    lineId: change.id,
    picked: change.picked,
    left: minus(lines[index]?.quantity ?? change.picked, change.picked),
  }));
}
