import type { MoveStockInput } from "@invista/contracts/stock/move-stock";
import { requireWarehouse } from "../shared/actor.ts";
import type { NeonWork } from "../shared/work.ts";

/** Where a quantity lies. */
export type Held = Pick<MoveStockInput, "productId" | "warehouseId" | "location" | "lotId">;

interface Bin {
  code: string;
  type: string;
  is_sellable: boolean;
}
type Bins = ReadonlyMap<string, Bin>;

/** The named bins that exist, and the warehouse's quarantine bins; a bin that is not there yet is made by the posting. */
export async function binsOf(work: NeonWork, warehouseId: string, codes: readonly string[]): Promise<Bins> {
  requireWarehouse(work.actor, warehouseId);
  const bins = await work.tx.$queryRaw<Bin[]>`
    SELECT code, type::text AS type, is_sellable FROM storage_location
    WHERE warehouse_id = ${warehouseId} AND (code = ANY (${[...codes]}::text[]) OR type = 'QUARANTINE') ORDER BY pick_sequence, code`;
  return new Map(bins.map((bin) => [bin.code, bin]));
}

export const isHeld = (bins: Bins, code: string) => bins.get(code)?.is_sellable === false;
export const isQuarantine = (bins: Bins, code: string) => bins.get(code)?.type === "QUARANTINE";
export const firstQuarantine = (bins: Bins) =>
  [...bins.values()].find((bin) => bin.type === "QUARANTINE")?.code ?? null;
/** Where a warehouse puts what may not be sold: its first quarantine bin, or one that is made for it. */
export async function quarantineBinOf(work: NeonWork, warehouseId: string): Promise<string> {
  return firstQuarantine(await binsOf(work, warehouseId, [])) ?? "~QUARANTINE";
}
/** A bin's code as people read it: what lies in none lies on the floor. */
export const shownBin = (code: string) => code || "the floor";
