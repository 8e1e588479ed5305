import type { ImportOptions } from "@invista/contracts/import/import";
import type { NeonTx } from "../shared/work.ts";
import { WarehouseLookup, type WarehouseRow } from "./resolve-warehouse.ts";

/** The warehouses an import may write to, in order of priority. */
export async function loadWarehouses(db: Pick<NeonTx, "$queryRaw">, options: ImportOptions): Promise<WarehouseLookup> {
  const rows = await db.$queryRaw<
    WarehouseRow[]
  >`SELECT id, code, name FROM warehouse WHERE status = 'ACTIVE' AND NOT is_transit ORDER BY priority, code`;
  return new WarehouseLookup(rows, options);
}
