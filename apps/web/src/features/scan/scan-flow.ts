import { sum, times } from "@invista/contracts/quantity";
import type { Scan } from "@invista/contracts/scan/parse-scan";
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
  /** Goods whose lot has to be named before they can come in. */
  readonly needsLot: { readonly product: ScannedProduct; readonly quantity: string } | null;
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

export const startFlow = (mode: Mode): FlowState => ({ mode, bin: null, held: null, needsLot: null });
export const binName = (code: string) => (code === "" ? "the floor" : code);

/** What a scan does in the state a person is in: a new state, what to send, and what to tell. */
export function stepOf(state: FlowState, scan: Scan, found: Scanned): Step {
  const say = (tone: Tone, text: string, next: Partial<FlowState> = {}, effect: Effect | null = null): Step => ({
    state: { ...state, needsLot: null, ...next },
    effect,
    tone,
    text,
  });
  if (found.kind === "UNKNOWN")
    return say("danger", `${scan.code} is not known here. Check the label, or look the product up by its name.`);
  if (found.kind === "BIN") return binStep(state, found.location, say);
  if (found.kind !== "PRODUCT") return say("good", found.number);
  if (state.mode === "LOOKUP") return say("good", `${found.sku} · ${found.name}`);
  if (!found.isStocked) return say("danger", `${found.sku} is a kit or a service: nothing of it lies in stock.`);
  if (found.trackSerials && scan.serial === null)
    return say("warning", `${found.sku} is tracked by serial number: scan a label that names the piece.`);
  const quantity = found.trackSerials ? "1" : times(scan.quantity ?? "1", found.perScan);
  return state.mode === "RECEIVE"
    ? receiveStep(state, scan, found, quantity, say)
    : holdStep(state, scan, found, quantity, say);
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
    return say("warning", `${product.sku} is tracked by lot: name it.`, { needsLot: { product, quantity } });
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
