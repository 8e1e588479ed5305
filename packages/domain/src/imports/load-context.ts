import type { ImportOptions } from "@invista/contracts/import/import";
import { visibleWarehouses, type Actor } from "../shared/actor.ts";
import { inWarehouses } from "../shared/sql.ts";
import type { NeonTx } from "../shared/work.ts";
import { WarehouseLookup, type WarehouseRow } from "./resolve-warehouse.ts";

/** The warehouses an import of this person may write to, in order of priority; others are unknown to it. */
export async function loadWarehouses(
  db: Pick<NeonTx, "$queryRaw">,
  options: ImportOptions,
  actor: Actor,
): Promise<WarehouseLookup> {
  const rows = await db.$queryRaw<
    WarehouseRow[]
  >`SELECT id, code, name FROM warehouse WHERE status = 'ACTIVE' AND NOT is_transit
    AND ${inWarehouses("id", visibleWarehouses(actor))} ORDER BY priority, code`;
  return new WarehouseLookup(rows, options);
}
