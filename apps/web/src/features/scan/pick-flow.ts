import { compare, minus, sum } from "@invista/contracts/quantity";
import type { Scan } from "@invista/contracts/scan/parse-scan";
import type { ShipmentLine } from "@invista/contracts/shipment/read-shipment";
import { toBaseUnit } from "@invista/contracts/product/units";
import { binName, type Tone } from "./scan-flow.ts";
import type { Found } from "./sheet-match.ts";

/** So much of a line into the hand. */
export interface Take {
  readonly line: ShipmentLine;
  readonly quantity: string;
  readonly serials?: readonly string[];
}

export interface PickStep {
  /** The bin that is worked at from now on. */
  readonly bin: string | null;
  readonly takes: readonly Take[];
  readonly tone: Tone;
  readonly text: string;
}

/** The line to go to: the first that is open, in the bin one stands at before any other. */
export function nextLine(lines: readonly ShipmentLine[], bin: string | null): ShipmentLine | null {
  const open = lines.filter((line) => line.left !== "0");
  return open.find((line) => line.location === bin) ?? open[0] ?? null;
}

/** What a scan does on a walk: another bin, goods that are picked, or a word of what is wrong. */
export function pickStep(lines: readonly ShipmentLine[], bin: string | null, scan: Scan, found: Found): PickStep {
  const say = (tone: Tone, text: string, next: string | null = bin, takes: readonly Take[] = []): PickStep => ({
    bin: next,
    takes,
    tone,
    text,
  });
  if (found.kind === "OTHER") return say("danger", `${found.what} is neither a bin nor a product of this walk.`);
  if (found.kind === "BIN") return binStep(lines, found.location, say);
  const { sku } = found;
  const ofProduct = lines.filter((line) => line.productId === found.productId);
  if (ofProduct.length === 0) return say("danger", `${sku} is not on this walk. Put it back.`);
  const open = ofProduct.filter((line) => line.left !== "0");
  if (open.length === 0) return say("warning", `All of ${sku} is picked.`);
  const here = bin === null ? open : open.filter((line) => line.location === bin);
  if (here.length === 0) return say("danger", `${sku} is picked from ${binName(open[0]?.location ?? "")}, not here.`);
  if (bin === null && new Set(here.map((line) => line.location)).size > 1)
    return say("warning", `${sku} is picked from several bins: scan the bin you are at.`);
  const ofLot = scan.lot === null ? here : here.filter((line) => line.lotNumber === scan.lot);
  if (ofLot.length === 0) return say("danger", `Lot ${scan.lot} is not the one: take ${lotsOf(here)}.`);
  const quantity = toBaseUnit(scan.quantity ?? "1", found.perScan, found.qtyPrecision);
  if (quantity === null)
    return say("danger", `${scan.quantity ?? "1"} of this pack is no quantity that ${sku} can have.`);
  return takeFrom(ofLot, scan, quantity, sku, say);
}

type Say = (tone: Tone, text: string, bin?: string | null, takes?: readonly Take[]) => PickStep;

function binStep(lines: readonly ShipmentLine[], location: string, say: Say): PickStep {
  const open = lines.filter((line) => line.left !== "0");
  const here = open.filter((line) => line.location === location);
  const [first] = here;
  if (first) return say("good", `At ${binName(location)}: ${first.left} of ${first.sku}`, location);
  const next = open[0];
  return say(
    "danger",
    `Nothing is picked from ${binName(location)}${next ? `. Go to ${binName(next.location)}.` : ": everything is picked."}`,
  );
}

function takeFrom(lines: readonly ShipmentLine[], scan: Scan, asked: string, sku: string, say: Say): PickStep {
  const isPiece = lines.some((line) => line.trackSerials);
  if (isPiece && scan.serial === null)
    return say("warning", `${sku} is tracked by serial number: scan a label that names the piece.`);
  const quantity = isPiece ? "1" : asked;
  if (scan.serial !== null && lines.some((line) => line.serials.includes(scan.serial ?? "")))
    return say("warning", `${scan.serial} is in hand already.`);
  const left = sum(lines.map((line) => line.left));
  if (compare(quantity, left) > 0) return say("danger", `Only ${left} of ${sku} is picked here: put the rest back.`);
  const takes: Take[] = [];
  let open = quantity;
  for (const line of lines) {
    if (open === "0") break;
    const part = compare(line.left, open) < 0 ? line.left : open;
    takes.push({
      line,
      quantity: part,
      ...(isPiece && scan.serial !== null ? { serials: [scan.serial] } : {}),
    });
    open = minus(open, part);
  }
  const rest = minus(left, quantity);
  const whose = new Set(lines.map((line) => line.shipmentNumber)).size > 1 ? ` for ${numbersOf(takes)}` : "";
  return say(
    "good",
    `${quantity} of ${sku} picked${whose}${rest === "0" ? "" : `, ${rest} left here`}`,
    lines[0]?.location ?? null,
    takes,
  );
}

const lotsOf = (lines: readonly ShipmentLine[]) =>
  [...new Set(lines.map((line) => line.lotNumber ?? "one without a lot"))].join(" or ");
const numbersOf = (takes: readonly Take[]) =>
  takes.map(({ line, quantity }) => `${line.shipmentNumber} (${quantity})`).join(", ");

/** The lines after so much was taken. */
export function afterTaking(lines: readonly ShipmentLine[], takes: readonly Take[]): ShipmentLine[] {
  return lines.map((line) =>
    takes
      .filter((one) => one.line.id === line.id)
      .reduce<ShipmentLine>(
        (now, { quantity, serials = [] }) => ({
          ...now,
          left: minus(now.left, quantity),
          picked: sum([now.picked, quantity]),
          serials: [...now.serials, ...serials],
        }),
        line,
      ),
  );
}
