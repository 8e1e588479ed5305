import type { OrderStatus } from "@invista/contracts/order/order";

export type OrderAction = "edit" | "place" | "confirm" | "hold" | "release" | "cancel";

const ACTIONS: Record<OrderStatus, readonly OrderAction[]> = {
  DRAFT: ["edit", "place"],
  PENDING: ["confirm", "hold", "cancel"],
  CONFIRMED: ["hold", "cancel"],
  PROCESSING: ["hold", "cancel"],
  ON_HOLD: ["release", "cancel"],
  COMPLETED: [],
  CANCELLED: [],
};

/** The steps that are lawful in a state; the database refuses all others. */
export function lawfulActions(status: OrderStatus): readonly OrderAction[] {
  return ACTIONS[status];
}
