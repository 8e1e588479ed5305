import { refuse } from "@invista/contracts/errors";
import type { OrderLine } from "@invista/contracts/order/order";
import { decimalsOf, lineAmount, taxOf } from "@invista/contracts/quantity";
import type { NeonWork } from "../shared/work.ts";
import { can, requireWarehouse } from "../shared/actor.ts";
import { CUSTOMER_COLUMNS, requireActive, type CustomerRecord, type OrderCustomer } from "./require-customer.ts";

export interface PreparedLine {
  lineNo: number;
  productId: string;
  sku: string;
  type: "STOCK" | "KIT" | "SERVICE";
  quantity: string;
  unitPrice: string;
  lineTotal: string;
  taxRateBps: number;
  lineTax: string;
  warehouseId: string | null;
}

interface ProductFacts {
  id: string;
  sku: string;
  status: string;
  type: PreparedLine["type"];
  qty_precision: number;
  prices: { min: string; price: string }[] | null;
}

/**
 * The customer of an order and its lines completed with product and list price, read in one statement. Refuses prices from whoever may not read them, a customer that is unknown
 * or not active, unknown, archived or unpriced products, and quantities finer than the product's precision.
 */
export async function prepareOrder(
  work: NeonWork,
  customerId: string,
  lines: readonly OrderLine[],
  /** Prices that hold instead of the list's where a line names none, by product. */
  kept: ReadonlyMap<string, string> = new Map(),
): Promise<{ customer: OrderCustomer; lines: PreparedLine[] }> {
  if (!can(work.actor, "price:read") && lines.some((line) => line.unitPrice !== null))
    throw refuse("FORBIDDEN", "permission.missing", { permission: "price:read" });
  lines.forEach((line) => line.warehouseId && requireWarehouse(work.actor, line.warehouseId));
  const ids = [...new Set(lines.map((line) => line.productId))];
  const [found] = await work.tx.$queryRaw<(CustomerRecord & { products: ProductFacts[] | null })[]>`
    SELECT ${CUSTOMER_COLUMNS}, (
      SELECT json_agg(json_build_object('id', p.id, 'sku', p.sku, 'status', p.status, 'type', p.type, 'qty_precision', p.qty_precision, 'prices',
        (SELECT json_agg(json_build_object('min', x.min_quantity::text, 'price', trim_scale(x.unit_price)::text) ORDER BY x.min_quantity DESC)
         FROM product_price x WHERE x.product_id = p.id AND x.list_code = c.price_list_code AND x.currency = c.currency AND x.valid_from <= now() AND (x.valid_to IS NULL OR x.valid_to > now()))))
      FROM product p WHERE p.id = ANY (${ids})) AS products
    FROM customer c WHERE c.id = ${customerId}`;
  const customer = requireActive(found);
  const byId = new Map((found?.products ?? []).map((fact) => [fact.id, fact]));
  return {
    customer,
    lines: lines.map((line, index) => {
      const unitPrice = line.unitPrice ?? kept.get(line.productId) ?? null;
      const taxRateBps = line.taxRateBps ?? bpsOf(work.settings.get("orders.tax_percent"));
      return prepare({ ...line, unitPrice, taxRateBps }, index + 1, byId.get(line.productId), customer.currency);
    }),
  };
}

/** A percentage in hundredths of a percent. */
function bpsOf(percent: string): number {
  return Math.round(Number(percent) * 100);
}

function prepare(
  line: OrderLine & { taxRateBps: number },
  lineNo: number,
  product: ProductFacts | undefined,
  currency: string,
): PreparedLine {
  if (!product)
    throw refuse("INVALID", "record.referenceUnknown", { entity: `The product of line ${lineNo}`, line: lineNo });
  if (product.status === "ARCHIVED")
    throw refuse("RULE_BROKEN", "product.archived", { sku: product.sku, line: lineNo });
  if (decimalsOf(line.quantity) > product.qty_precision) {
    throw refuse("INVALID", "quantity.precision", { sku: product.sku, precision: product.qty_precision, line: lineNo });
  }
  const listed = product.prices?.find((price) => Number(price.min) <= Number(line.quantity))?.price;
  const unitPrice = line.unitPrice ?? listed;
  if (unitPrice === undefined) throw refuse("INVALID", "order.priceMissing", { sku: product.sku, line: lineNo });
  const { id: productId, sku, type } = product;
  const lineTotal = lineAmount(unitPrice, line.quantity, currency);
  return {
    lineNo,
    productId,
    sku,
    type,
    quantity: line.quantity,
    unitPrice,
    lineTotal,
    taxRateBps: line.taxRateBps,
    lineTax: taxOf(lineTotal, line.taxRateBps, currency),
    warehouseId: line.warehouseId,
  };
}
