import { listWarehousesInput, warehouseStatus } from "@invista/contracts/warehouse/warehouse";
import { z } from "zod";

/** What the address of the list of warehouses says. */
export const warehouseSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  status: warehouseStatus.optional().catch(undefined),
  sort: listWarehousesInput.shape.sort.unwrap().optional().catch(undefined),
  direction: z.enum(["asc", "desc"]).optional().catch(undefined),
});
export type WarehouseSearch = z.infer<typeof warehouseSearch>;
