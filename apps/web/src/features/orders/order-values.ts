import type { OrderView } from "@invista/contracts/order/read-order";
import { compare, lineAmount, positiveQuantity, sum, unitPrice } from "@invista/contracts/quantity";
import { homeCurrency } from "../../shared/format/display.ts";
import { dayOf, endOfDay } from "../../shared/format/times.ts";
import { formatMoney, parseDecimal } from "../../shared/format/numbers.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import type { PickedCustomer } from "../../shared/ui/customer-picker.tsx";
import type { PickedProduct } from "../../shared/ui/product-picker.tsx";

export interface LineValues {
  productId: string;
  sku: string;
  name: string;
  unitCode: string;
  isStocked: boolean;
  available: string;
  /** The list price shown to start with; null where there is none in the order's currency, or the line has its own. */
  listPrice: string | null;
  quantity: string;
  unitPrice: string;
}

export interface OrderValues {
  customer: PickedCustomer | null;
  lines: LineValues[];
  warehouseId: string | null;
  /** A calendar day, as the browser's date field holds it. */
  requestedDay: string;
  customerReference: string;
  note: string;
  place: boolean;
}

export function currencyOf(values: Pick<OrderValues, "customer">): string {
  return values.customer?.currency ?? homeCurrency();
}

export function emptyOrder(customer: PickedCustomer | null): OrderValues {
  return { customer, lines: [], warehouseId: null, requestedDay: "", customerReference: "", note: "", place: true };
}

/** A draft as the form holds it; its prices are its own. */
export function valuesOf(order: OrderView, code: string): OrderValues {
  return {
    customer: { id: order.customerId, name: order.customerName, code, currency: order.currency },
    lines: order.items.map(ownLine),
    warehouseId: order.warehouseId,
    requestedDay: order.requestedAt === null ? "" : dayOf(new Date(order.requestedAt)),
    customerReference: order.customerReference ?? "",
    note: order.note ?? "",
    place: false,
  };
}

type Item = Pick<
  OrderView["items"][number],
  "productId" | "sku" | "name" | "unitCode" | "type" | "available" | "quantity" | "unitPrice"
>;

function ownLine(item: Item): LineValues {
  return {
    productId: item.productId,
    sku: item.sku,
    name: item.name,
    unitCode: item.unitCode,
    isStocked: item.type !== "SERVICE",
    available: item.available,
    listPrice: null,
    quantity: item.quantity,
    unitPrice: item.unitPrice ?? "",
  };
}

/** What was ordered once more, for another day; with its prices where they may be set, else as listed now. */
export function copyValues(
  { items, warehouseId }: { items: readonly Item[]; warehouseId: string | null },
  customer: PickedCustomer | null,
  mayPrice: boolean,
): OrderValues {
  const lines = items.map((item) => (mayPrice ? ownLine(item) : { ...ownLine(item), unitPrice: "" }));
  return { ...emptyOrder(customer), lines, warehouseId };
}

export function lineOf(product: PickedProduct, currency: string): LineValues {
  const listPrice = product.currency === currency ? product.price : null;
  return {
    productId: product.id,
    sku: product.sku,
    name: product.name,
    unitCode: product.unitCode,
    isStocked: product.type !== "SERVICE",
    available: product.available,
    listPrice,
    quantity: "1",
    unitPrice: listPrice ?? "",
  };
}

/** " over €12.00", or nothing for whoever may not read amounts. */
export function overAmount({ total, currency }: { total: string | null; currency: string }): string {
  return total === null ? "" : ` over ${formatMoney(total, currency)}`;
}

/** The command's input; an untouched list price goes as null, so that the customer's own list decides. */
export function orderInput(values: OrderValues, idempotencyKey: string): object {
  return {
    customerId: values.customer?.id ?? "",
    lines: values.lines.map((line) => ({
      productId: line.productId,
      quantity: parseDecimal(line.quantity),
      unitPrice: priceOf(line),
    })),
    warehouseId: values.warehouseId,
    requestedAt: values.requestedDay === "" ? null : endOfDay(values.requestedDay),
    customerReference: emptyToNull(values.customerReference),
    note: emptyToNull(values.note),
    place: values.place,
    idempotencyKey,
  };
}

function priceOf(line: LineValues): string | null {
  const typed = parseDecimal(line.unitPrice);
  return typed === "" || typed === line.listPrice ? null : typed;
}

/** Price times quantity; null until both are numbers. */
export function totalOf(line: LineValues, currency: string): string | null {
  const quantity = positiveQuantity.safeParse(parseDecimal(line.quantity));
  const price = unitPrice.safeParse(parseDecimal(line.unitPrice));
  return quantity.success && price.success ? lineAmount(price.data, quantity.data, currency) : null;
}

export function orderTotal(values: OrderValues): string {
  const currency = currencyOf(values);
  return sum(values.lines.map((line) => totalOf(line, currency) ?? "0"));
}

/** Whether all lines of this product together want more than there is. */
export function isShort(line: LineValues, lines: readonly LineValues[]): boolean {
  if (!line.isStocked) return false;
  const wanted = lines
    .filter((one) => one.productId === line.productId)
    .map((one) => positiveQuantity.safeParse(parseDecimal(one.quantity)).data ?? "0");
  return compare(sum(wanted), line.available) > 0;
}
