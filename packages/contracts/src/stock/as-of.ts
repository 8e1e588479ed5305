import { z } from "zod";
import { pageInput, pageOf, searchTerm } from "../page.ts";
import { id, instant, locationCode, text } from "../text.ts";

/** OCCURRED: what had happened by then, as known today. RECORDED: what was known then. */
export const asOfBasis = z.enum(["OCCURRED", "RECORDED"]);
export type AsOfBasis = z.infer<typeof asOfBasis>;

/** A position in the ledger: which transactions are part of it (a pg_snapshot). Rows read at one never change, whoever writes meanwhile. */
export const ledgerPin = z
  .string()
  .max(2_000)
  .regex(/^\d{1,18}:\d{1,18}:(\d{1,18}(,\d{1,18})*)?$/, "is no position of the ledger")
  .refine(isSnapshot, "is no position of the ledger");

/** A moment of the past; without a pin the ledger is read as far as it is written now. */
export const moment = { at: instant, basis: asOfBasis.default("OCCURRED"), pin: ledgerPin.optional() };
export type Moment = { at: string; basis: AsOfBasis; pin?: string | undefined };
/** A page at a moment: its cursor carries the pin. */
export const pageThen = { ...pageInput, ...moment, cursor: z.string().max(3_500).optional() };

/** What was promised, held and free. Held and available are null where what a lot or bin was at the moment was not kept: never a guess. */
export const sharesThen = {
  /** Promised by then, to orders, transfers and other claims, and not yet gone. */
  reserved: z.string(),
  /** Neither promised nor free: in a bin that was not for sale, or of a lot that was held or past its day. */
  held: z.string().nullable(),
  available: z.string().nullable(),
};

export const listStockAsOfInput = z.strictObject({
  ...pageThen,
  q: searchTerm,
  productId: id.optional(),
  warehouseId: id.optional(),
  categoryId: id.optional(),
  /** Only what lay in this bin, or was of this lot. */
  location: locationCode.optional(),
  lotNumber: text(80).optional(),
});
export type ListStockAsOfInput = z.infer<typeof listStockAsOfInput>;

export const stockAsOfRow = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitCode: z.string(),
  warehouseId: z.string(),
  warehouseCode: z.string(),
  onHand: z.string(),
  ...sharesThen,
  /** On its way to the warehouse in a transfer; no part of onHand. */
  inTransit: z.string(),
  /** In the company's currency; null without cost:read. */
  value: z.string().nullable(),
  /** What is on hand at the pin (now, without one), and how much that is more than then. */
  onHandNow: z.string(),
  since: z.string(),
});
export type StockAsOfRow = z.infer<typeof stockAsOfRow>;
export const listStockAsOfOutput = pageOf(stockAsOfRow).extend({ pin: z.string() });

export const getStockAsOfInput = z.strictObject({ ...moment, productId: id, warehouseId: id });
export type GetStockAsOfInput = z.infer<typeof getStockAsOfInput>;
export const stockAsOfView = z.object({
  pin: z.string(),
  position: stockAsOfRow,
  items: z.array(
    z.object({
      inventoryItemId: z.string(),
      location: z.string(),
      lotId: z.string().nullable(),
      lotNumber: z.string().nullable(),
      quantity: z.string(),
      ...sharesThen,
    }),
  ),
});
export type StockAsOfView = z.infer<typeof stockAsOfView>;

/** PostgreSQL's own rule: xmin ≤ each running transaction < xmax, these in ascending order. */
function isSnapshot(value: string): boolean {
  const [xmin = "", xmax = "", list = ""] = value.split(":");
  const running = list === "" ? [] : list.split(",").map(BigInt);
  const [from, to] = [BigInt(xmin || "0"), BigInt(xmax || "0")];
  return (
    from > 0n &&
    from <= to &&
    running.every((one, index) => one >= from && one < to && (index === 0 || one > (running[index - 1] ?? 0n)))
  );
}
