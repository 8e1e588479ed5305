import type { OrderStatus } from "@invista/contracts/order/order";

export type OrderAction =
  | "edit"
  | "place"
  | "confirm"
  | "allocate"
  | "ship"
  | "hold"
  | "release"
  | "cancelLines"
  | "cancel";

const ACTIONS: Record<OrderStatus, readonly OrderAction[]> = {
  DRAFT: ["edit", "place"],
  PENDING: ["confirm", "allocate", "hold", "cancel"],
  CONFIRMED: ["ship", "allocate", "hold", "cancelLines", "cancel"],
  PROCESSING: ["ship", "allocate", "hold", "cancelLines", "cancel"],
  ON_HOLD: ["release", "cancelLines", "cancel"],
  COMPLETED: [],
  CANCELLED: [],
};

/** What of an order is left to do, beside its state. */
export interface OpenWork {
  /** Something is reserved that is in no shipment yet. */
  readonly hasClaims: boolean;
  /** Something is ordered that nothing is reserved for. */
  readonly isShort: boolean;
  /** Something has left. */
  readonly hasShipped: boolean;
}

/** The steps that are lawful in a state and would do something; the database refuses all others. */
export function lawfulActions(status: OrderStatus, open: OpenWork): readonly OrderAction[] {
  return ACTIONS[status].filter(
    (step) =>
      !(step === "ship" && !open.hasClaims) &&
      !(step === "allocate" && !open.isShort) &&
      !(step === "cancel" && open.hasShipped),
  );
}
