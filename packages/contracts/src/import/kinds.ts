import { z } from "zod";
import type { Permission } from "../permissions.ts";

/** Files of rows that are no products: each kind has a template of its own. */
export const sheetKind = z.enum(["PRICES", "BINS", "LOTS", "LOT_STOCK", "SERIALS", "COUNTS"]);
export type SheetKind = z.infer<typeof sheetKind>;

/** Which kind a profile is, or null for one of products. */
export function sheetOf(profile: string | null): SheetKind | null {
  return sheetKind.safeParse(profile).data ?? null;
}

export interface SheetColumn {
  /** As the template calls it; compared without regard to capitals and separators. */
  readonly header: string;
  readonly aliases?: readonly string[];
  readonly required?: boolean;
}

interface Sheet {
  readonly word: string;
  /** What one row stands for. */
  readonly row: string;
  /** Beside product:import: what the command with the same effect takes. */
  readonly permission: Permission;
  readonly columns: Readonly<Record<string, SheetColumn>>;
  /** One line under the header of the template. */
  readonly example: readonly string[];
}

const sku = { header: "sku", aliases: ["item code", "product code", "article number", "part number"], required: true };
const warehouse = { header: "warehouse", aliases: ["warehouse code", "site"] };
const bin = { header: "bin", aliases: ["location", "bin code", "bin location", "shelf"] };
const lot = { header: "lot number", aliases: ["lot", "batch", "batch number"] };
const expires = { header: "expires", aliases: ["expires at", "expiry", "expiry date", "best before"] };

export const SHEETS: Record<SheetKind, Sheet> = {
  PRICES: {
    word: "Prices",
    row: "price",
    permission: "price:update",
    columns: {
      sku,
      list: { header: "price list", aliases: ["list", "list code"] },
      currency: { header: "currency" },
      minQuantity: { header: "min quantity", aliases: ["minimum quantity", "from quantity"] },
      price: { header: "unit price", aliases: ["price"], required: true },
      from: { header: "valid from", aliases: ["from"] },
      to: { header: "valid to", aliases: ["to", "until", "valid until"] },
    },
    example: ["VALVE-20", "DEALER", "EUR", "10", "12.40", "2027-01-01", ""],
  },
  BINS: {
    word: "Bins",
    row: "bin",
    permission: "location:manage",
    columns: {
      warehouse,
      bin: { ...bin, aliases: [...bin.aliases, "code"], required: true },
      zone: { header: "zone" },
      type: { header: "type", aliases: ["bin type"] },
      pickSequence: { header: "pick sequence", aliases: ["sequence"] },
      maxWeight: { header: "max weight", aliases: ["max weight kg", "bears at most"] },
      barcode: { header: "barcode" },
      sellable: { header: "sellable", aliases: ["is sellable"] },
    },
    example: ["MAIN", "A-01-1", "A", "PICK", "10", "250", "BIN-A-01-1", "yes"],
  },
  LOTS: {
    word: "Lots",
    row: "lot",
    permission: "lot:update",
    columns: {
      sku,
      lot: { ...lot, required: true },
      manufactured: { header: "manufactured", aliases: ["manufactured at", "production date"] },
      expires,
    },
    example: ["GLUE-1", "L-2026-07", "2026-07-01", "2027-07-01"],
  },
  LOT_STOCK: {
    word: "Stock by lot",
    row: "position",
    permission: "stock:adjust",
    columns: {
      sku,
      warehouse,
      bin,
      lot: { ...lot, required: true },
      expires,
      quantity: { header: "quantity", aliases: ["qty", "on hand", "stock"], required: true },
      cost: { header: "unit cost", aliases: ["cost"] },
    },
    example: ["GLUE-1", "MAIN", "B-02-1", "L-2026-07", "2027-07-01", "48", "3.20"],
  },
  SERIALS: {
    word: "Serial numbers",
    row: "piece",
    permission: "stock:adjust",
    columns: {
      sku,
      serial: { header: "serial", aliases: ["serial number", "serial no"], required: true },
      warehouse,
      bin,
      lot,
      cost: { header: "unit cost", aliases: ["cost"] },
    },
    example: ["PUMP-7", "SN-000123", "MAIN", "C-01-1", "", "180.00"],
  },
  COUNTS: {
    word: "Counted quantities",
    row: "line",
    permission: "count:count",
    columns: {
      count: { header: "count number", aliases: ["count"], required: true },
      sku,
      bin,
      lot,
      counted: { header: "counted", aliases: ["counted quantity"], required: true },
    },
    example: ["CNT-100001", "VALVE-20", "A-01-1", "", "118"],
  },
};

/** The template of a kind as CSV: its header and one line as an example. */
export function templateOf(kind: SheetKind): string {
  const { columns, example } = SHEETS[kind];
  const headers = Object.values(columns).map((column) => column.header);
  return `${headers.join(",")}\r\n${example.join(",")}\r\n`;
}
