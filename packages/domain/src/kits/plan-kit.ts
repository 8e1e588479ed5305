import type { KitPlan, PlanKitInput } from "@invista/contracts/kit/kit";
import { SHOWN_SOURCES } from "@invista/contracts/kit/kit";
import { MAX_SERIALS } from "@invista/contracts/serial/serial";
import { sum } from "@invista/contracts/quantity";
import { requireWarehouse } from "../shared/actor.ts";
import type { NeonRead } from "../shared/work.ts";
import { readTree } from "./kit-tree.ts";
import { planParts } from "./plan-parts.ts";
import { readFreeStock } from "./read-free-stock.ts";

/** What building so many kits would take, from where, and what is missing. Changes nothing. */
export async function planKit(read: NeonRead, input: PlanKitInput): Promise<KitPlan> {
  requireWarehouse(read.actor, input.warehouseId);
  const tree = await readTree(read.db, input.productId);
  const [kit, ...parts] = tree;
  const ids = parts.map((part) => part.id);
  const stock = await readFreeStock(read.db, input.warehouseId, ids, false);
  const { takes, needs } = planParts(tree, input.quantity, stock);
  const taken = new Map(takes.map((take) => [take.from.itemId, take.quantity]));
  const tracked = new Set(parts.filter((part) => part.trackSerials).map((part) => part.id));
  const pieces = await readPieces(
    read,
    stock.filter((one) => tracked.has(one.productId)).map((one) => one.itemId),
  );
  return {
    sku: kit.sku,
    unitCode: kit.unitCode,
    trackLots: kit.trackLots,
    trackExpiry: kit.trackExpiry,
    trackSerials: kit.trackSerials,
    parts: needs.map(({ part, needed, isMade, short }) => ({
      productId: part.id,
      sku: part.sku,
      name: part.name,
      unitCode: part.unitCode,
      trackSerials: part.trackSerials,
      needed: sum([needed]),
      isMade,
      short,
      sources: stock
        .filter((one) => one.productId === part.id)
        .slice(0, Math.max(SHOWN_SOURCES, takes.filter((take) => take.part === part).length))
        .map(({ itemId, location, lotId, lotNumber, expiresAt, free }) => ({
          location,
          lotId,
          lotNumber,
          expiresAt,
          free,
          take: taken.get(itemId) ?? "0",
          serials: pieces.get(itemId) ?? [],
        })),
    })),
  };
}

async function readPieces(read: NeonRead, itemIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  if (itemIds.length === 0) return new Map();
  const rows = await read.db.$queryRaw<{ itemId: string; serials: string[] }[]>`
    SELECT i.id AS "itemId", ARRAY(SELECT s.serial FROM serial_number s WHERE s.inventory_item_id = i.id ORDER BY s.created_at, s.id LIMIT ${MAX_SERIALS}) AS serials
    FROM unnest(${[...itemIds]}::text[]) AS i(id)`;
  return new Map(rows.map((row) => [row.itemId, row.serials]));
}
