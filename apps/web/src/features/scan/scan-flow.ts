import { toBaseUnit } from "@invista/contracts/product/units";
import { sum } from "@invista/contracts/quantity";
import { isGtin, type Scan } from "@invista/contracts/scan/parse-scan";
import type { Scanned, ScannedProduct } from "@invista/contracts/scan/scan";

export type Mode = "LOOKUP" | "RECEIVE" | "MOVE";
export type Tone = "good" | "warning" | "danger";

/** Where a product is taken from. */
export interface Source {
  readonly location: string;
  readonly lotId: string | null;
  readonly lotNumber: string | null;
}

/** A product in the hand: how much of it, and from where once that is known. */
export interface Held {
  readonly product: ScannedProduct;
  readonly quantity: string;
  readonly from: Source | null;
  /** The pieces, of a product tracked by serial number. */
  readonly serials?: readonly string[];
}

export interface FlowState {
  readonly mode: Mode;
  /** The bin that is worked at. */
  readonly bin: string | null;
  readonly held: Held | null;
  /** Goods whose lot has to be named before they can come in, with the pieces that are known already. */
  readonly needsLot: {
    readonly product: ScannedProduct;
    readonly quantity: string;
    readonly serials?: readonly string[];
  } | null;
  /** A piece whose serial number has to be named; the scan is taken again with it. */
  readonly needsSerial: { readonly product: ScannedProduct; readonly scan: Scan } | null;
}

export type Effect =
  | {
      readonly kind: "receive";
      readonly product: ScannedProduct;
      readonly quantity: string;
      readonly location: string;
      readonly lotNumber: string | null;
      readonly expiresAt: string | null;
      readonly serials?: readonly string[];
    }
  | {
      readonly kind: "move";
      readonly product: ScannedProduct;
      readonly quantity: string;
      readonly from: Source;
      readonly to: string;
      readonly serials?: readonly string[];
    };

export interface Step {
  readonly state: FlowState;
  readonly effect: Effect | null;
  readonly tone: Tone;
  readonly text: string;
}

export const startFlow = (mode: Mode): FlowState => ({
  mode,
  bin: null,
  held: null,
  needsLot: null,
  needsSerial: null,
});
export const binName = (code: string) => (code === "" ? "the floor" : code);

/** What a scan does in the state a person is in: a new state, what to send, and what to tell. */
export function stepOf(state: FlowState, given: Scan, named: Scanned): Step {
  const say = (tone: Tone, text: string, next: Partial<FlowState> = {}, effect: Effect | null = null): Step => ({
    state: { ...state, needsLot: null, needsSerial: null, ...next },
    effect,
    tone,
    text,
  });
  if (named.kind === "UNKNOWN") return say("danger", unknownText(given.code));
  if (named.kind === "BIN") return binStep(state, named.location, say);
  if (named.kind !== "PRODUCT" && state.mode === "LOOKUP") return say("good", named.number);
  const part = partOf(given, named);
  if (part === null)
    return say("warning", `${"number" in named ? named.number : given.code} is no product: nothing was done.`);
  const { scan, product: found } = part;
  if (state.mode === "LOOKUP") return say("good", `${found.sku} · ${found.name}`);
  if (!found.isStocked) return say("danger", `${found.sku} is a service: nothing of it lies in stock.`);
  if (found.trackSerials && scan.serial === null)
    return say(
      "warning",
      `${found.sku} is tracked by serial number: scan the label of the piece, or type its number.`,
      {
        needsSerial: { product: found, scan },
      },
    );
  const quantity = found.trackSerials ? "1" : toBaseUnit(scan.quantity ?? "1", found.perScan, found.qtyPrecision);
  if (quantity === null)
    return say(
      "danger",
      `${scan.quantity ?? "1"} of this pack is no quantity that ${found.sku} can have: enter it by hand.`,
    );
  return state.mode === "RECEIVE"
    ? receiveStep(state, scan, found, quantity, say)
    : holdStep(part.location === null ? state : { ...state, bin: part.location }, scan, found, quantity, say);
}

/** Why a code means nothing: a digit that was misread, or a label nobody knows. */
function unknownText(code: string): string {
  return /^(\d{8}|\d{12,14})$/.test(code) && !isGtin(code)
    ? `The check digit of ${code} is wrong: scan it again.`
    : `${code} is not known here. Check the label, or look the product up by its name.`;
}

/** The product that is scanned, with the lot and the piece where the code is their own number; null for a document, or a number of several products. */
export function partOf(
  scan: Scan,
  found: Scanned,
): { scan: Scan; product: ScannedProduct; location: string | null } | null {
  if (found.kind === "PRODUCT") return { scan, product: found, location: null };
  if ((found.kind !== "LOT" && found.kind !== "SERIAL") || found.product === null) return null;
  const { product, location } = found;
  const lot = scan.lot ?? product.lot?.lotNumber ?? null;
  const serial = scan.serial ?? (found.kind === "SERIAL" ? found.number : null);
  return {
    scan: { ...scan, lot, serial, expiresOn: scan.expiresOn ?? product.lot?.expiresAt ?? null },
    product,
    location,
  };
}

type Say = (tone: Tone, text: string, next?: Partial<FlowState>, effect?: Effect | null) => Step;

function binStep(state: FlowState, location: string, say: Say): Step {
  const { held, mode } = state;
  if (mode === "LOOKUP") return say("good", `Bin ${location}`, { bin: location });
  if (mode === "RECEIVE") return say("good", `Goods now come into ${location}.`, { bin: location });
  if (held === null) return say("good", `Taking from ${location}. Scan what is moved.`, { bin: location });
  if (held.from === null) {
    const place = held.product.places.find((one) => one.location === location);
    if (!place) return say("danger", `${held.product.sku} is not in ${location}.`);
    return say("good", `From ${location}. Scan the bin it goes to.`, { held: { ...held, from: place } });
  }
  if (held.from.location === location) return say("warning", `It comes from ${location}: scan another bin.`);
  const { product, quantity, from, serials } = held;
  return say(
    "good",
    `${quantity} of ${product.sku} to ${location}`,
    { held: null },
    { kind: "move", product, quantity, from, to: location, ...(serials ? { serials } : {}) },
  );
}

function receiveStep(state: FlowState, scan: Scan, product: ScannedProduct, quantity: string, say: Say): Step {
  if (product.trackLots && scan.lot === null)
    return say("warning", `${product.sku} is tracked by lot: name it.`, {
      needsLot: { product, quantity, ...pieces(product, scan) },
    });
  const location = state.bin ?? "";
  return say(
    "good",
    location === "" ? `${quantity} of ${product.sku} onto the floor` : `${quantity} of ${product.sku} into ${location}`,
    {},
    {
      kind: "receive",
      product,
      quantity,
      location,
      lotNumber: product.trackLots ? scan.lot : null,
      expiresAt: scan.expiresOn,
      ...pieces(product, scan),
    },
  );
}

function holdStep(state: FlowState, scan: Scan, product: ScannedProduct, quantity: string, say: Say): Step {
  if (product.places.length === 0) return say("danger", `Nothing of ${product.sku} lies in this warehouse.`);
  const { held, bin } = state;
  if (held?.product.productId === product.productId) {
    const serials = [...(held.serials ?? []), ...(pieces(product, scan).serials ?? [])];
    if (new Set(serials).size < serials.length) return say("warning", `${scan.serial ?? ""} is in hand already.`);
    const more = sum([held.quantity, quantity]);
    return say("good", `${more} of ${product.sku} in hand`, {
      held: { ...held, quantity: more, ...(serials.length > 0 ? { serials } : {}) },
    });
  }
  if (held !== null)
    return say("warning", `${held.product.sku} is still in hand: scan the bin it goes to, or press Esc.`);
  const places = product.places.filter((place) => scan.lot === null || place.lotNumber === scan.lot);
  const from =
    (bin === null ? null : places.find((place) => place.location === bin)) ??
    (places.length === 1 ? places[0] : undefined);
  if (from)
    return say("good", `${quantity} of ${product.sku} from ${binName(from.location)}. Scan the bin it goes to.`, {
      held: { product, quantity, from, ...pieces(product, scan) },
    });
  return say("warning", `${product.sku} lies in several bins: scan the one it is taken from.`, {
    held: { product, quantity, from: null, ...pieces(product, scan) },
  });
}

/** The piece that a label names. */
function pieces(product: ScannedProduct, scan: Scan): { serials?: readonly string[] } {
  return product.trackSerials && scan.serial !== null ? { serials: [scan.serial] } : {};
}
