import type { Scan } from "@invista/contracts/scan/parse-scan";
import type { Scanned, ScannedProduct } from "@invista/contracts/scan/scan";
import { partOf } from "./scan-flow.ts";

/** What a code means to someone who works through a sheet of lines. */
export type Found =
  | { readonly kind: "BIN"; readonly location: string }
  | ({ readonly kind: "PRODUCT" } & Pick<ScannedProduct, "productId" | "sku" | "perScan" | "qtyPrecision">)
  | { readonly kind: "OTHER"; readonly what: string };

/** What of a line on a sheet tells that a code means it. */
export interface SheetPlace {
  readonly productId: string;
  readonly sku: string;
  readonly location: string;
}

const ONE = { factorNum: 1, factorDen: 1 };

/** The sheet itself knows its bins and SKUs, with and without a connection; null for any other code. */
export function matchSheet(lines: readonly SheetPlace[], code: string): Found | null {
  const same = (text: string) => text !== "" && text.toUpperCase() === code.trim().toUpperCase();
  const product = lines.find((line) => same(line.sku));
  if (product)
    return { kind: "PRODUCT", productId: product.productId, sku: product.sku, perScan: ONE, qtyPrecision: 4 };
  const bin = lines.find((line) => same(line.location));
  return bin ? { kind: "BIN", location: bin.location } : null;
}

/** What the server said of a code, and the scan with the lot and the piece where the code is their own number. */
export function asFound(scan: Scan, scanned: Scanned): { scan: Scan; found: Found } {
  if (scanned.kind === "BIN") return { scan, found: { kind: "BIN", location: scanned.location } };
  const part = partOf(scan, scanned);
  if (part) return { scan: part.scan, found: part.product };
  return { scan, found: { kind: "OTHER", what: "number" in scanned ? scanned.number : scan.code } };
}
