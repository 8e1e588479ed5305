import { refuse } from "@invista/contracts/errors";
import type { OrderLine } from "@invista/contracts/order/order";
import { decimalsOf, lineAmount } from "@invista/contracts/quantity";
import type { NeonWork } from "../shared/work.ts";
import { requireWarehouse } from "../shared/actor.ts";

export interface PreparedLine {
  lineNo: number;
  productId: string;
  sku: string;
  type: "STOCK" | "KIT" | "SERVICE";
  quantity: string;
  unitPrice: string;
  lineTotal: string;
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

/** Completes lines with product and list price; refuses unknown, archived or unpriced products and quantities finer than the product's precision. */
export async function prepareLines(
  work: NeonWork,
  lines: readonly OrderLine[],
  priceList: string,
  currency: string,
): Promise<PreparedLine[]> {
  lines.forEach((line) => line.warehouseId && requireWarehouse(work.actor, line.warehouseId));
  const ids = [...new Set(lines.map((line) => line.productId))];
  const facts = await work.tx.$queryRaw<ProductFacts[]>`
    SELECT p.id, p.sku, p.status::text AS status, p.type::text AS type, p.qty_precision,
      (SELECT json_agg(json_build_object('min', x.min_quantity::text, 'price', trim_scale(x.unit_price)::text) ORDER BY x.min_quantity DESC)
       FROM product_price x WHERE x.product_id = p.id AND x.list_code = ${priceList} AND x.currency = ${currency} AND x.valid_from <= now() AND (x.valid_to IS NULL OR x.valid_to > now())) AS prices
    FROM product p WHERE p.id = ANY (${ids})`;
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return lines.map((line, index) => prepare(line, index + 1, byId.get(line.productId), currency));
}

function prepare(line: OrderLine, lineNo: number, product: ProductFacts | undefined, currency: string): PreparedLine {
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
  return {
    lineNo,
    productId,
    sku,
    type,
    quantity: line.quantity,
    unitPrice,
    lineTotal: lineAmount(unitPrice, line.quantity, currency),
    warehouseId: line.warehouseId,
  };
}
