import type { Permission } from "@invista/contracts/permissions";
import type { ShipmentAction } from "@invista/contracts/shipment/read-shipment";
import type { ShipmentStatus } from "@invista/contracts/shipment/shipment";
import { can, type Actor } from "../shared/actor.ts";
import { isOpenOrder } from "./shipment-record.ts";

const STEPS: Record<ShipmentStatus, readonly ShipmentAction[]> = {
  DRAFT: ["pick", "cancel"],
  PICKING: ["pick", "pack", "cancel"],
  PACKED: ["ship", "unpack", "cancel"],
  SHIPPED: ["deliver", "lose", "refuse"],
  IN_TRANSIT: ["deliver", "lose", "refuse"],
  DELIVERED: [],
  CANCELLED: [],
  LOST: [],
  REFUSED: [],
};
/** Of these an order that is on hold or closed allows none. */
const FORWARD: ReadonlySet<ShipmentAction> = new Set(["pick", "pack", "ship"]);

export const PERMISSION_OF = {
  pick: "shipment:pick",
  pack: "shipment:pack",
  unpack: "shipment:pack",
  ship: "shipment:ship",
  deliver: "shipment:deliver",
  lose: "shipment:update",
  refuse: "shipment:update",
  cancel: "shipment:cancel",
} as const satisfies Record<ShipmentAction, Permission>;

/** The steps that are lawful in a state of shipment and order, as far as the actor's rights go. */
export function lawfulActions(status: ShipmentStatus, orderStatus: string, actor: Actor): ShipmentAction[] {
  const isOpen = isOpenOrder(orderStatus);
  return STEPS[status].filter((step) => can(actor, PERMISSION_OF[step]) && (isOpen || !FORWARD.has(step)));
}
