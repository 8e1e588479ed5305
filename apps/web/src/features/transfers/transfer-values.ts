import { parseDecimal } from "../../shared/format/numbers.ts";
import { instantAt } from "../../shared/format/times.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import type { PickedProduct } from "../../shared/ui/product-picker.tsx";

export interface TransferLineValues {
  productId: string;
  sku: string;
  name: string;
  unitCode: string;
  quantity: string;
}

export interface TransferValues {
  fromWarehouseId: string | null;
  toWarehouseId: string | null;
  expectedDay: string;
  note: string;
  lines: TransferLineValues[];
}

export function lineOf(product: PickedProduct): TransferLineValues {
  const { id: productId, sku, name, unitCode } = product;
  return { productId, sku, name, unitCode, quantity: "" };
}

/** The command's input from what was typed. */
export function transferInput(values: TransferValues, idempotencyKey: string): object {
  const { fromWarehouseId, toWarehouseId, expectedDay, note, lines } = values;
  return {
    fromWarehouseId: fromWarehouseId ?? "",
    toWarehouseId: toWarehouseId ?? "",
    expectedAt: expectedDay === "" ? null : (instantAt(`${expectedDay}T12:00:00`) ?? expectedDay),
    note: emptyToNull(note),
    lines: lines.map(({ productId, quantity }) => ({ productId, quantity: parseDecimal(quantity) })),
    idempotencyKey,
  };
}
