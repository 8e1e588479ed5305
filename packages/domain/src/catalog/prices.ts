import { refuse } from "@invista/contracts/errors";
import type {
  EndPriceInput,
  ListAllPricesInput,
  PriceRef,
  PriceRow,
  SetPriceInput,
} from "@invista/contracts/product/prices";
import { z } from "zod";
import { cutPage, decodeCursor } from "../shared/cursor.ts";
import { pageLimit, sql, when } from "../shared/sql.ts";
import type { NeonRead, NeonWork } from "../shared/work.ts";
import { requirePriceList } from "./price-lists.ts";
import { raiseVersions } from "./save-product.ts";

type PriceRecord = Omit<PriceRow, "validFrom" | "validTo"> & { validFrom: Date; validTo: Date | null };

/** Every price of a product, those in force first, then those to come, then those that were. */
export async function listPrices(read: NeonRead, productId: string): Promise<{ rows: PriceRow[] }> {
  const rows = await read.db.$queryRaw<PriceRecord[]>`
    SELECT id, list_code AS "listCode", currency, trim_scale(min_quantity)::text AS "minQuantity", trim_scale(unit_price)::text AS "unitPrice", valid_from AS "validFrom", valid_to AS "validTo",
      CASE WHEN valid_to <= now() THEN 'PAST' WHEN valid_from > now() THEN 'LATER' ELSE 'NOW' END AS state
    FROM product_price WHERE product_id = ${productId}
    ORDER BY CASE WHEN valid_to <= now() THEN 2 WHEN valid_from > now() THEN 1 ELSE 0 END, list_code <> 'DEFAULT', list_code, currency, min_quantity, valid_from DESC LIMIT 500`;
  return {
    rows: rows.map(toPriceRow),
  };
}

/** Prices of all products that hold or will hold, in the order in which they were made. */
export async function listAllPrices(
  read: NeonRead,
  input: ListAllPricesInput,
): Promise<{ rows: (PriceRow & { sku: string; productId: string })[]; nextCursor: string | null }> {
  const after = decodeCursor(input.cursor, z.tuple([z.string().max(64)]));
  const rows = await read.db.$queryRaw<(PriceRecord & { sku: string; productId: string })[]>`
    SELECT r.id, p.sku, p.id AS "productId", r.list_code AS "listCode", r.currency, trim_scale(r.min_quantity)::text AS "minQuantity", trim_scale(r.unit_price)::text AS "unitPrice",
      r.valid_from AS "validFrom", r.valid_to AS "validTo", CASE WHEN r.valid_from > now() THEN 'LATER' ELSE 'NOW' END AS state
    FROM product_price r JOIN product p ON p.id = r.product_id WHERE (r.valid_to IS NULL OR r.valid_to > now()) AND p.status <> 'ARCHIVED'
      AND ${when(input.listCode, (list) => sql`r.list_code = ${list}`)} AND ${when(after, ([id]) => sql`r.id > ${id}`)} ORDER BY r.id ${pageLimit(input.limit)}`;
  const page = cutPage(rows, input.limit, (row) => [row.id]);
  return { rows: page.rows.map(toPriceRow), nextCursor: page.nextCursor };
}

function toPriceRow<Row extends PriceRecord>(row: Row) {
  return { ...row, validFrom: row.validFrom.toISOString(), validTo: row.validTo?.toISOString() ?? null };
}

/**
 * A price of a list from a quantity on. One that starts now takes the place of the one in force, which ends now and stays in the history;
 * two that hold at once are refused.
 */
export async function setPrice(work: NeonWork, input: SetPriceInput): Promise<PriceRef> {
  const product = await work.tx.product.findUnique({
    where: { id: input.productId },
    select: { sku: true, status: true },
  });
  if (!product) throw refuse("NOT_FOUND", "record.notFound", { entity: "Product", id: input.productId });
  if (product.status === "ARCHIVED") throw refuse("RULE_BROKEN", "product.archived", { sku: product.sku });
  const from = input.validFrom === null ? null : new Date(input.validFrom);
  const to = input.validTo === null ? null : new Date(input.validTo);
  const start = from ?? work.now;
  // A minute for the way: what a form offers as now is a little in the past when it arrives.
  if (start.getTime() < work.now.getTime() - 60_000 || (to !== null && to <= start))
    throw refuse("INVALID", "price.period");
  const { productId, listCode, currency, minQuantity } = input;
  await requirePriceList(work, listCode, currency);
  if (from === null)
    await work.tx.$executeRaw`
      WITH ended AS (SELECT id, valid_from FROM product_price WHERE product_id = ${productId} AND list_code = ${listCode} AND currency = ${currency} AND min_quantity = ${minQuantity}::numeric
        AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now()) FOR UPDATE),
      gone AS (DELETE FROM product_price WHERE id IN (SELECT id FROM ended WHERE valid_from >= now()))
      UPDATE product_price SET valid_to = now(), updated_at = now() WHERE id IN (SELECT id FROM ended WHERE valid_from < now())`;
  const [price] = await work.tx.$queryRaw<{ id: string }[]>`
    INSERT INTO product_price (product_id, list_code, currency, min_quantity, unit_price, valid_from, valid_to, created_by)
    VALUES (${productId}, ${listCode}, ${currency}, ${minQuantity}::numeric, ${input.unitPrice}::numeric, coalesce(${from}::timestamptz, now()), ${to}::timestamptz, ${work.actor.userId}) RETURNING id`;
  await raiseVersions(work, [productId]);
  const { idempotencyKey: _, ...values } = input;
  work.audit({ action: "CREATE", resource: "prices", resourceId: productId, newValues: values });
  work.touch("product");
  return { id: price?.id ?? "", productId };
}

/** Ends a price now, or takes away one that has not begun. */
export async function endPrice(work: NeonWork, input: EndPriceInput): Promise<PriceRef> {
  const price = await work.tx.productPrice.findUnique({ where: { id: input.id } });
  if (!price) throw refuse("NOT_FOUND", "record.notFound", { entity: "Price", id: input.id });
  if (price.validTo !== null && price.validTo <= work.now) throw refuse("RULE_BROKEN", "price.ended");
  if (price.validFrom >= work.now) await work.tx.productPrice.delete({ where: { id: price.id } });
  else await work.tx.productPrice.update({ where: { id: price.id }, data: { validTo: work.now, updatedAt: work.now } });
  await raiseVersions(work, [price.productId]);
  work.audit({
    action: "END",
    resource: "prices",
    resourceId: price.productId,
    oldValues: {
      listCode: price.listCode,
      minQuantity: price.minQuantity.toString(),
      unitPrice: price.unitPrice.toString(),
      currency: price.currency,
    },
  });
  work.touch("product");
  return { id: price.id, productId: price.productId };
}
