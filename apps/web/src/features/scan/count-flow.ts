import { sum } from "@invista/contracts/quantity";
import type { CountLine } from "@invista/contracts/count/read-count";
import type { Scan } from "@invista/contracts/scan/parse-scan";
import { toBaseUnit } from "@invista/contracts/product/units";
import { binName, type Tone } from "./scan-flow.ts";
import type { Found } from "./sheet-match.ts";

/** What counting by scan needs to know of a line of the sheet. */
export type SheetLine = Pick<
  CountLine,
  "id" | "productId" | "sku" | "location" | "lotNumber" | "counted" | "countedByMe" | "state"
>;

export interface CountStep {
  /** The bin that is worked at from now on. */
  readonly bin: string | null;
  readonly tone: Tone;
  readonly text: string;
  /** So much more than before on a line. */
  readonly enter: { readonly line: SheetLine; readonly before: string; readonly quantity: string } | null;
  /** Something that lies there and is not on the sheet. */
  readonly add: {
    readonly productId: string;
    readonly sku: string;
    readonly location: string;
    readonly lotNumber: string | null;
    readonly quantity: string;
  } | null;
}

/** What a scan does while a sheet is counted: another bin, a number that grows, or a word of what is wrong. */
export function countStep(lines: readonly SheetLine[], bin: string | null, scan: Scan, found: Found): CountStep {
  const say = (tone: Tone, text: string, more: Partial<CountStep> = {}): CountStep => ({
    bin,
    tone,
    text,
    enter: null,
    add: null,
    ...more,
  });
  if (found.kind === "OTHER") return say("danger", `${found.what} is neither a bin nor a product here.`);
  if (found.kind === "BIN")
    return say("good", `At ${binName(found.location)}: scan what lies there.`, { bin: found.location });
  const { sku, productId } = found;
  const quantity = toBaseUnit(scan.quantity ?? "1", found.perScan, found.qtyPrecision);
  if (quantity === null)
    return say("danger", `${scan.quantity ?? "1"} of this pack is no quantity that ${sku} can have.`);
  const here = lines.filter(
    (one) =>
      one.productId === productId &&
      (bin === null || one.location === bin) &&
      (scan.lot === null || one.lotNumber === scan.lot),
  );
  const [only, second] = here;
  if (second) {
    const what = bin === null ? "Scan the bin you are at first" : "Scan a label that names the lot";
    return say("warning", `${sku} is on the sheet ${here.length} times. ${what}.`);
  }
  if (only) {
    const before = only.countedByMe && only.state !== "TO_RECOUNT" ? (only.counted ?? "0") : "0";
    const total = sum([before, quantity]);
    return say("good", `${sku} in ${binName(only.location)}: ${total} counted`, {
      enter: { line: only, before, quantity },
    });
  }
  if (bin === null) return say("warning", `${sku} is not on the sheet. Scan the bin it lies in.`);
  if (scan.lot === null && lines.some((one) => one.productId === productId && one.lotNumber !== null))
    return say("warning", `${sku} is not on the sheet here. Scan a label that names its lot.`);
  return say("warning", `${sku} was not expected in ${binName(bin)}: ${quantity} put on the sheet`, {
    add: { productId, sku, location: bin, lotNumber: scan.lot, quantity },
  });
}
