import { shipmentStatus } from "@invista/contracts/shipment/shipment";
import { z } from "zod";

/** What the address of the way out says: the board, or the list with its filters. */
export const shipmentSearch = z.object({
  show: z.enum(["board", "list", "carriers"]).optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  status: shipmentStatus.optional().catch(undefined),
  view: z.enum(["OPEN"]).optional().catch(undefined),
  wave: z.string().max(64).optional().catch(undefined),
});
export type ShipmentSearch = z.infer<typeof shipmentSearch>;
