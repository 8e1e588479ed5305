import { refuse } from "@invista/contracts/errors";
import type { Label, LabelsInput } from "@invista/contracts/label/label";
import { isGtin } from "@invista/contracts/scan/parse-scan";
import { visibleWarehouses } from "../shared/actor.ts";
import { inWarehouses } from "../shared/sql.ts";
import type { NeonRead } from "../shared/work.ts";

/** The labels of products, bins, lots or pieces in the order asked for; refuses when one of them is unknown or out of reach. */
export async function readLabels(read: NeonRead, input: Pick<LabelsInput, "kind" | "ids">): Promise<Label[]> {
  const labels = await READERS[input.kind](read, input.ids);
  const missing = input.ids.find((id) => !labels.has(id));
  if (missing) throw refuse("NOT_FOUND", "record.notFound", { entity: "What the label is for", id: missing });
  return input.ids.flatMap((id) => labels.get(id) ?? []);
}

/** What a line of bars holds in a readable width. */
const LINEAR = /^[ -~]{1,32}$/;

type Reader = (read: NeonRead, ids: readonly string[]) => Promise<ReadonlyMap<string, Label>>;

const READERS: Record<LabelsInput["kind"], Reader> = {
  PRODUCT: async (read, ids) => {
    const rows = await read.db.$queryRaw<{ id: string; sku: string; name: string; barcode: string | null }[]>`
      SELECT p.id, p.sku, p.name, u.barcode FROM product p LEFT JOIN product_unit u ON u.product_id = p.id AND u.uom_id = p.base_uom_id WHERE p.id = ANY (${[...ids]}::text[])`;
    return new Map(
      rows.map(({ id, sku, name, barcode }) => [id, { title: sku, lines: [name], ...codeOf(barcode ?? sku) }]),
    );
  },
  BIN: async (read, ids) => {
    const rows = await read.db.$queryRaw<
      { id: string; code: string; zone: string | null; barcode: string | null; warehouse: string }[]
    >`
      SELECT b.id, b.code, b.zone, b.barcode, w.name AS warehouse FROM storage_location b JOIN warehouse w ON w.id = b.warehouse_id
      WHERE b.id = ANY (${[...ids]}::text[]) AND b.code <> '' AND ${inWarehouses("b.warehouse_id", visibleWarehouses(read.actor))}`;
    return new Map(
      rows.map(({ id, code, zone, barcode, warehouse }) => [
        id,
        { title: code, lines: [zone === null ? warehouse : `${warehouse}, zone ${zone}`], ...codeOf(barcode ?? code) },
      ]),
    );
  },
  LOT: async (read, ids) => {
    const rows = await read.db.$queryRaw<
      { id: string; lotNumber: string; expiresAt: string | null; sku: string; name: string; barcode: string | null }[]
    >`
      SELECT l.id, l.lot_number AS "lotNumber", l.expires_at::text AS "expiresAt", p.sku, p.name, u.barcode
      FROM lot l JOIN product p ON p.id = l.product_id LEFT JOIN product_unit u ON u.product_id = p.id AND u.uom_id = p.base_uom_id WHERE l.id = ANY (${[...ids]}::text[])`;
    return new Map(
      rows.map(({ id, lotNumber, expiresAt, sku, name, barcode }) => [
        id,
        {
          title: sku,
          lines: [name, `Lot ${lotNumber}`, ...(expiresAt === null ? [] : [`Expires ${expiresAt}`])],
          ...gs1Code(
            barcode,
            expiresAt === null ? "" : `(17)${expiresAt.slice(2).replaceAll("-", "")}`,
            "10",
            lotNumber,
          ),
        },
      ]),
    );
  },
  SERIAL: async (read, ids) => {
    const rows = await read.db.$queryRaw<
      { id: string; serial: string; sku: string; name: string; barcode: string | null }[]
    >`
      SELECT s.id, s.serial, p.sku, p.name, u.barcode
      FROM serial_number s JOIN product p ON p.id = s.product_id LEFT JOIN product_unit u ON u.product_id = p.id AND u.uom_id = p.base_uom_id LEFT JOIN inventory_item i ON i.id = s.inventory_item_id
      WHERE s.id = ANY (${[...ids]}::text[]) AND (i.id IS NULL OR ${inWarehouses("i.warehouse_id", visibleWarehouses(read.actor))})`;
    return new Map(
      rows.map(({ id, serial, sku, name, barcode }) => [
        id,
        { title: sku, lines: [name, `No. ${serial}`], ...gs1Code(barcode, "", "21", serial) },
      ]),
    );
  },
};

/** A right GTIN in its own symbology, other codes as Code 128, and as QR what is too long for that or in other letters. */
function codeOf(code: string): Pick<Label, "symbology" | "code"> {
  const lengths = { 13: "ean13", 12: "upca", 8: "ean8" } as const;
  const symbology =
    isGtin(code) && code.length !== 14
      ? lengths[code.length === 13 ? 13 : code.length === 12 ? 12 : 8]
      : LINEAR.test(code)
        ? "code128"
        : "qrcode";
  return { symbology, code };
}

/** Product, day of expiry and the number of a lot (10) or piece (21) in one GS1 DataMatrix where the product has a GTIN; else the number alone. */
function gs1Code(
  barcode: string | null,
  between: string,
  identifier: "10" | "21",
  number: string,
): Pick<Label, "symbology" | "code"> {
  const fits = /^[!-"%-?A-Z_a-z]{1,20}$/.test(number);
  if (barcode === null || !isGtin(barcode) || !fits) return codeOf(number);
  return { symbology: "gs1datamatrix", code: `(01)${barcode.padStart(14, "0")}${between}(${identifier})${number}` };
}
