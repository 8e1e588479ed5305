import { refuse } from "@invista/contracts/errors";
import { compare, sum } from "@invista/contracts/quantity";
import type { Disposition, InspectReturnInput, ReturnRef } from "@invista/contracts/returns/returns";
import type { NeonWork } from "../shared/work.ts";
import { postMovements, requireSellingBins, type MovementLine } from "../stock/index.ts";
import {
  lockItems,
  lockReturn,
  moveReturn,
  record,
  type ReturnItemRecord,
  type ReturnRecord,
} from "./return-record.ts";

type Part = InspectReturnInput["parts"][number];

/**
 * Decides what becomes of what came back. Restocked goods leave quarantine for a bin that sells, scrapped ones leave stock, those that go back to the customer leave it
 * again at their cost; the others stay in quarantine.
 */
export async function inspectReturn(work: NeonWork, input: InspectReturnInput): Promise<ReturnRef> {
  const of = await lockReturn(work, input, ["RECEIVED"], "inspecting");
  const items = (await lockItems(work, of.id)).filter((item) => item.received !== "0");
  const decided = items.map((item) => ({ item, parts: partsOf(item, input.parts) }));
  if (input.parts.some((part) => !items.some((item) => item.id === part.itemId)))
    throw refuse("INVALID", "record.referenceUnknown", { entity: "A line" });
  const [bin] = await work.tx.$queryRaw<{ location: string }[]>`
    SELECT i.location FROM stock_movement m JOIN inventory_item i ON i.id = m.inventory_item_id WHERE m.reference_type = 'RETURN' AND m.reference_id = ${of.id} AND m.type = 'RETURN_IN' ORDER BY m.seq DESC LIMIT 1`;
  const from = bin?.location ?? "";
  const targets = decided.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.disposition === "RESTOCK" ? [part.location] : [])),
  );
  await requireSellingBins(work, of.warehouse_id, targets);
  await postMovements(
    work,
    decided.flatMap(({ item, parts }) => parts.flatMap((part) => movementsOf(of, item, part, from))),
  );
  const rows = decided.map(({ item, parts }) => ({ id: item.id, orderItemId: item.order_item_id, ...summed(parts) }));
  await work.tx.$executeRaw`
    UPDATE return_item i SET restocked_quantity = x.restocked::numeric, scrapped_quantity = x.scrapped::numeric, disposition = x.disposition::return_disposition, version = i.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id text, restocked text, scrapped text, disposition text) WHERE i.id = x.id`;
  await work.tx.$executeRaw`
    UPDATE order_item o SET returned_quantity = o.returned_quantity - x.quantity
    FROM (SELECT y."orderItemId" AS id, sum(y."sentBack"::numeric) AS quantity FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS y("orderItemId" text, "sentBack" text) GROUP BY 1) x
    WHERE o.id = x.id AND x.quantity > 0`;
  record(work, of.id, "INSPECT", {
    rmaNumber: of.rma_number,
    parts: decided.flatMap(({ item, parts }) =>
      parts.map(({ disposition, quantity, location }) => ({ sku: item.sku, disposition, quantity, location })),
    ),
  });
  return moveReturn(work, of, "INSPECTED");
}

/** The parts of a line: all of it, each piece once, and beside restock and scrap one fate at most. */
function partsOf(item: ReturnItemRecord, all: readonly Part[]): Part[] {
  const parts = all.filter((part) => part.itemId === item.id);
  const decided = sum(parts.map((part) => part.quantity));
  if (compare(decided, item.received) !== 0)
    throw refuse("INVALID", "return.allDecided", { sku: item.sku, received: item.received, decided });
  const rest = parts.filter((part) => part.disposition !== "RESTOCK" && part.disposition !== "SCRAP");
  if (rest.length > 1) throw refuse("INVALID", "return.oneFate", { sku: item.sku });
  if (!item.track_serials) return parts;
  if (parts.length === 1) return parts.map((part) => ({ ...part, serials: item.serials }));
  const named = parts.flatMap((part) => part.serials ?? []);
  const isAll = new Set(named).size === item.serials.length && named.every((one) => item.serials.includes(one));
  if (!isAll || named.length !== item.serials.length) throw refuse("INVALID", "serial.needed", { sku: item.sku });
  return parts;
}

function movementsOf(of: ReturnRecord, item: ReturnItemRecord, part: Part, location: string): MovementLine[] {
  const line = {
    productId: item.product_id,
    warehouseId: of.warehouse_id,
    lotId: item.lot_id,
    referenceType: "RETURN",
    referenceId: of.id,
    ...(item.track_serials ? { serials: part.serials ?? [] } : {}),
  };
  const out = { ...line, location, quantity: `-${part.quantity}` };
  if (part.disposition === "RESTOCK")
    return [
      { ...out, type: "QUARANTINE_OUT" },
      { ...line, location: part.location, quantity: part.quantity, type: "QUARANTINE_OUT" },
    ];
  if (part.disposition === "SCRAP") return [{ ...out, type: "SCRAP", reasonCode: "RETURNED" }];
  if (part.disposition === "RETURN_TO_CUSTOMER") return [{ ...out, type: "SHIPMENT", reasonCode: "SENT_BACK" }];
  return [];
}

function summed(parts: readonly Part[]) {
  const of = (fate: Disposition) => sum(parts.filter((part) => part.disposition === fate).map((part) => part.quantity));
  const rest = parts.find((part) => part.disposition !== "RESTOCK" && part.disposition !== "SCRAP");
  const [only] = parts;
  return {
    restocked: of("RESTOCK"),
    scrapped: of("SCRAP"),
    sentBack: of("RETURN_TO_CUSTOMER"),
    disposition: rest?.disposition ?? (parts.length === 1 ? (only?.disposition ?? null) : null),
  };
}
