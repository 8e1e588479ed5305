import { MINOR_UNITS } from "@invista/contracts/quantity";
import { raiseVersions } from "../catalog/index.ts";
import { RowError } from "./file-error.ts";
import { rowsJson, type SheetHandler, type SheetVerdict } from "./sheet-row.ts";
import { keepEntries } from "./sheet-entries.ts";

interface Fact {
  line: number;
  sku: string;
  productId: string | null;
  status: string | null;
  list: string;
  currency: string;
  /** Whether there is such a list, and whether it is in use; null where there is none. */
  isActive: boolean | null;
  listCurrency: string | null;
  /** The price of this list, currency, quantity and beginning; without a beginning the one in force. */
  knownId: string | null;
  same: boolean;
}

/** Prices of lists from a quantity on. Without a beginning a price holds from now on, and the one in force ends. */
export const prices: SheetHandler = {
  kind: "PRICES",
  read(cells, { options }) {
    const sku = cells.required("sku", "SKU_MISSING");
    const currency = (cells.text("currency") ?? options.currency).toUpperCase();
    if (!(currency in MINOR_UNITS) && !/^[A-Z]{3}$/.test(currency))
      throw new RowError("VALUE_INVALID", cells.header("currency"), currency, `${currency} is no currency code`);
    const list = cells.text("list", 40) ?? "DEFAULT";
    if (/\s/.test(list))
      throw new RowError("VALUE_INVALID", cells.header("list"), list, "The code of a price list can't contain spaces");
    const price = cells.money("price", currency);
    if (price === null)
      throw new RowError("VALUE_MISSING", cells.header("price"), null, `The row has no ${cells.header("price")}`);
    const minQuantity = cells.quantity("minQuantity") ?? "1";
    if (minQuantity === "0")
      throw new RowError("VALUE_INVALID", cells.header("minQuantity"), "0", "A price holds from a quantity above 0 on");
    const [from, to] = [cells.moment("from"), cells.moment("to")];
    if (from !== null && to !== null && to <= from)
      throw new RowError("PERIOD_INVALID", cells.header("to"), to, "A price ends after it begins");
    return {
      sku: [sku, list, currency, minQuantity, from ?? ""].join("\n"),
      cells: { sku, list, currency, minQuantity, price, from, to },
    };
  },
  async judge(db, rows) {
    const facts = await db.$queryRaw<Fact[]>`
      SELECT x.line, x.sku, p.id AS "productId", p.status::text AS status, x.list, x.currency, l.is_active AS "isActive", l.currency AS "listCurrency", k.id AS "knownId", coalesce(k.unit_price = x.price AND (k.valid_to IS NOT DISTINCT FROM x."to" OR x."from" IS NULL AND x."to" IS NULL), FALSE) AS same
      FROM jsonb_to_recordset(${rowsJson(rows)}::jsonb) AS x(line int, sku text, list text, currency text, "minQuantity" numeric, price numeric, "from" timestamptz, "to" timestamptz)
        LEFT JOIN product p ON p.sku = x.sku LEFT JOIN price_list l ON l.code = x.list
        LEFT JOIN LATERAL (SELECT c.* FROM product_price c WHERE c.product_id = p.id AND c.list_code = x.list AND c.currency = x.currency AND c.min_quantity = x."minQuantity"
          AND (c.valid_from = x."from" OR x."from" IS NULL AND c.valid_from <= now() AND (c.valid_to IS NULL OR c.valid_to > now())) ORDER BY c.valid_from DESC LIMIT 1) k ON TRUE`;
    return new Map(facts.map((fact) => [fact.line, verdictOf(fact)]));
  },
  async write(work, jobId, rows) {
    const given = rows.map(({ row, verdict }) => ({ ...row.cells, ...verdict.facts }));
    const changed = rows.flatMap(({ verdict }) => verdict.facts.knownId ?? []);
    await keepEntries(work, "PRICES", jobId, changed, "before");
    // With a beginning the known price changes; without one it ends now, or goes where it has just begun.
    await work.tx.$executeRaw`
      UPDATE product_price p SET unit_price = CASE WHEN x."from" IS NULL THEN p.unit_price ELSE x.price END, valid_to = CASE WHEN x."from" IS NULL THEN date_trunc('milliseconds', now()) ELSE x."to" END, updated_at = now()
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x("knownId" text, price numeric, "from" timestamptz, "to" timestamptz)
      WHERE p.id = x."knownId" AND (x."from" IS NOT NULL OR p.valid_from < date_trunc('milliseconds', now()))`;
    const made = await work.tx.$queryRaw<{ id: string }[]>`
      INSERT INTO product_price (product_id, list_code, currency, min_quantity, unit_price, valid_from, valid_to, created_by)
      SELECT x."productId", x.list, x.currency, x."minQuantity", x.price, coalesce(x."from", date_trunc('milliseconds', now())), x."to", ${work.actor.userId}
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x("productId" text, "knownId" text, list text, currency text, "minQuantity" numeric, price numeric, "from" timestamptz, "to" timestamptz)
      WHERE x."from" IS NULL OR x."knownId" IS NULL ORDER BY x."productId" RETURNING id`;
    await keepEntries(work, "PRICES", jobId, [...changed, ...made.map((row) => row.id)], "after");
    await raiseVersions(
      work,
      given.map((row) => String(row.productId)),
    );
    work.touch("product");
  },
};

function verdictOf(fact: Fact): SheetVerdict | RowError {
  const { line, sku, productId, status, list, currency, isActive, listCurrency, knownId, same } = fact;
  if (productId === null) return new RowError("SKU_UNKNOWN", "sku", sku, "There is no product of this SKU");
  if (status === "ARCHIVED") return new RowError("PRODUCT_ARCHIVED", "sku", sku, "The product is archived");
  if (isActive === null)
    return new RowError(
      "LIST_UNKNOWN",
      "list",
      list,
      `There is no price list ${list}: make it first, under Price lists`,
    );
  if (!isActive) return new RowError("LIST_ARCHIVED", "list", list, `The price list ${list} is archived`);
  if (listCurrency !== null && listCurrency !== currency)
    return new RowError("LIST_CURRENCY", "currency", currency, `The list ${list} takes prices in ${listCurrency} only`);
  const state = same ? "UNCHANGED" : knownId === null ? "CREATE" : "UPDATE";
  return { line, state, movements: 0, quantity: "0", facts: { productId, knownId } };
}
