import type { AdjustReason } from "@invista/contracts/stock/adjust-stock";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { minus, quantity, sum } from "@invista/contracts/quantity";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { happenedAt } from "../../shared/form/happened-field.tsx";
import { parseDecimal } from "../../shared/format/numbers.ts";

export const OTHER_BIN = "other";

export interface AdjustValues {
  reason: AdjustReason;
  mode: "by" | "to";
  /** An inventory item, or OTHER_BIN with its code in `location`. */
  place: string;
  location: string;
  /** For another bin, where the product is tracked by lot. */
  lotId: string | null;
  /** The change, or the quantity that is there; named as the server names it. */
  delta: string;
  unitCost: string;
  note: string;
  /** A date and time by the person's clock; empty is now. */
  occurredAt: string;
}

export interface Preview {
  readonly location: string;
  readonly lotId: string | null;
  readonly before: string;
  readonly reserved: string;
  /** Null until a number is typed. */
  readonly delta: string | null;
  readonly after: string | null;
}

/** What the adjustment would do to the chosen bin. */
export function previewOf(values: AdjustValues, view: PositionView | undefined): Preview {
  const item = view?.items.find((one) => one.inventoryItemId === values.place);
  const before = item?.quantity ?? "0";
  const typed = parseDecimal(values.delta);
  const valid = quantity.safeParse(typed).success;
  const delta = valid ? (values.mode === "to" ? minus(typed, before) : sum([typed])) : null;
  return {
    location: item?.location ?? values.location.trim(),
    lotId: item ? item.lotId : values.lotId,
    before,
    reserved: item?.reserved ?? "0",
    delta,
    after: delta === null ? null : sum([before, delta]),
  };
}

/** The command's input; a number that is none goes as typed, so that the contract says so on the field. */
export function adjustInput(
  values: AdjustValues,
  view: PositionView | undefined,
  position: { productId: string; warehouseId: string },
  idempotencyKey: string,
): object {
  const preview = previewOf(values, view);
  const isGain = preview.delta !== null && !preview.delta.startsWith("-");
  return {
    ...position,
    location: preview.location,
    lotId: preview.lotId,
    delta: preview.delta ?? values.delta.trim(),
    reason: values.reason,
    unitCost: isGain && values.unitCost.trim() !== "" ? parseDecimal(values.unitCost) : null,
    note: emptyToNull(values.note),
    occurredAt: happenedAt(values.occurredAt),
    idempotencyKey,
  };
}
