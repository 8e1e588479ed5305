import type { Scanned } from "@invista/contracts/scan/scan";

/** What a code means to someone who works through a sheet of lines. */
export type Found =
  | { readonly kind: "BIN"; readonly location: string }
  | { readonly kind: "PRODUCT"; readonly productId: string; readonly sku: string; readonly perScan: string }
  | { readonly kind: "OTHER"; readonly what: string };

/** What of a line on a sheet tells that a code means it. */
export interface SheetPlace {
  readonly productId: string;
  readonly sku: string;
  readonly location: string;
}

/** The sheet itself knows its bins and SKUs, with and without a connection; null for any other code. */
export function matchSheet(lines: readonly SheetPlace[], code: string): Found | null {
  const same = (text: string) => text !== "" && text.toUpperCase() === code.trim().toUpperCase();
  const product = lines.find((line) => same(line.sku));
  if (product) return { kind: "PRODUCT", productId: product.productId, sku: product.sku, perScan: "1" };
  const bin = lines.find((line) => same(line.location));
  return bin ? { kind: "BIN", location: bin.location } : null;
}

export function asFound(scanned: Scanned): Found {
  if (scanned.kind === "BIN") return { kind: "BIN", location: scanned.location };
  if (scanned.kind === "PRODUCT") {
    const { productId, sku, perScan } = scanned;
    return { kind: "PRODUCT", productId, sku, perScan };
  }
  return { kind: "OTHER", what: scanned.kind === "UNKNOWN" ? scanned.code : scanned.number };
}
