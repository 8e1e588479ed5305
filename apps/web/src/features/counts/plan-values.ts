import type { AbcClass } from "@invista/contracts/count/count";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";

export interface PlanValues {
  warehouseId: string | null;
  classes: AbcClass[];
  zones: string[];
  bins: string[];
  products: { id: string; sku: string }[];
  dueOnly: boolean;
  notCountedForDays: string;
  withEmpty: boolean;
  blind: boolean;
  plannedFor: string;
  note: string;
  toleranceQty: string;
  tolerancePct: string;
  toleranceValue: string;
}

/** The choice of positions as the API takes it; a number of days that is none counts as not given until the form is sent. */
export function scopeOf(values: PlanValues) {
  const days = values.notCountedForDays.trim();
  return {
    classes: values.classes,
    zones: values.zones.map((zone) => zone.trim()).filter((zone) => zone !== ""),
    bins: values.bins.map((bin) => bin.trim()),
    productIds: values.products.map((product) => product.id),
    dueOnly: values.dueOnly,
    notCountedForDays: days === "" ? null : Number(days),
    withEmpty: values.withEmpty,
  };
}

/** The command's input; a tolerance left empty is as the settings say. */
export function planInput(values: PlanValues, idempotencyKey: string): object {
  const given = (key: "toleranceQty" | "tolerancePct" | "toleranceValue") =>
    values[key].trim() === "" ? {} : { [key]: parseDecimal(values[key]) };
  return {
    warehouseId: values.warehouseId ?? "",
    scope: scopeOf(values),
    blind: values.blind,
    plannedFor: emptyToNull(values.plannedFor),
    note: emptyToNull(values.note),
    ...given("toleranceQty"),
    ...given("tolerancePct"),
    ...given("toleranceValue"),
    idempotencyKey,
  };
}
