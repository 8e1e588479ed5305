import { parseScan, type Scan } from "@invista/contracts/scan/parse-scan";
import type { ScannedProduct } from "@invista/contracts/scan/scan";
import { sum, times } from "@invista/contracts/quantity";
import { useRef, useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { beep } from "./beep.ts";
import { binName, type Tone } from "./scan-flow.ts";

type Line = Outputs["count"]["lines"]["rows"][number];

/** What was entered last, and what stood there before: for taking it back. */
interface Entered {
  readonly line: Pick<Line, "id" | "sku" | "location">;
  readonly before: string;
}

/** Counting with a scanner: a bin, then every piece in it; each scan adds to the number of its line on the sheet. */
export function useCountScanner(countId: string, warehouseId: string, sound: boolean) {
  const utils = trpc.useUtils();
  const { client } = utils;
  const [bin, setBin] = useState<string | null>(null);
  const [last, setLast] = useState<{ tone: Tone; text: string } | null>(null);
  const [entered, setEntered] = useState<readonly Entered[]>([]);
  const place = useRef<string | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());

  const tell = (tone: Tone, text: string) => {
    setLast({ tone, text });
    if (sound) beep(tone);
  };
  const readAgain = () => utils.count.invalidate();
  const take = async (text: string) => {
    const scan = parseScan(text, new Date());
    if (scan.problem !== null) return tell("danger", scan.problem);
    const lot = scan.lot === null ? {} : { lot: scan.lot };
    const found = await client.scan.resolve.query({ code: scan.code, warehouseId, ...lot });
    if (found.kind === "BIN") {
      place.current = found.location;
      setBin(found.location);
      return tell("good", `At ${binName(found.location)}: scan what lies there.`);
    }
    if (found.kind !== "PRODUCT") return tell("danger", `${scan.code} is neither a bin nor a product here.`);
    await count(found, scan);
  };
  const count = async (product: ScannedProduct, scan: Scan) => {
    const quantity = times(scan.quantity ?? "1", product.perScan);
    const sheet = await client.count.lines.query({ id: countId, q: product.sku, limit: 100 });
    const lines = sheet.rows.filter(
      (one) =>
        one.productId === product.productId &&
        (place.current === null || one.location === place.current) &&
        (scan.lot === null || one.lotNumber === scan.lot),
    );
    const [only, second] = lines;
    if (second) {
      const what = place.current === null ? "Scan the bin you are at first" : "Scan a label that names the lot";
      return tell("warning", `${product.sku} is on the sheet ${lines.length} times. ${what}.`);
    }
    if (!only) return addFound(product, scan, quantity);
    const before = only.countedByMe && only.state !== "TO_RECOUNT" ? (only.counted ?? "0") : "0";
    await enter(only, sum([before, quantity]));
    setEntered((all) => [{ line: only, before }, ...all]);
    tell("good", `${only.sku} in ${binName(only.location)}: ${sum([before, quantity])} counted`);
  };
  const addFound = async (product: ScannedProduct, scan: Scan, quantity: string) => {
    if (place.current === null) return tell("warning", `${product.sku} is not on the sheet. Scan the bin it lies in.`);
    if (product.trackLots && scan.lot === null)
      return tell("warning", `${product.sku} is not on the sheet here. Scan a label that names its lot.`);
    await client.count.add.mutate({
      id: countId,
      productId: product.productId,
      location: place.current,
      lotNumber: scan.lot,
      quantity,
      note: null,
      idempotencyKey: newKey(),
    });
    await readAgain();
    tell("warning", `${product.sku} was not expected in ${binName(place.current)}: ${quantity} put on the sheet`);
  };
  const enter = async ({ id: lineId }: Pick<Line, "id">, quantity: string) => {
    await client.count.enter.mutate({
      id: countId,
      lines: [{ lineId, quantity, note: null }],
      idempotencyKey: newKey(),
    });
    await readAgain();
  };
  const inTurn = (work: () => Promise<void>) => {
    line.current = line.current.then(work).catch((error: unknown) => {
      const refusal = refusalOf(error);
      tell(
        "danger",
        refusal?.kind === "offline"
          ? "Counting needs a connection: this scan was not counted."
          : (refusal?.message ?? "This could not be read."),
      );
    });
  };
  return {
    bin,
    last,
    canUndo: entered.length > 0,
    scan: (text: string) => {
      if (text.trim() !== "") inTurn(() => take(text));
    },
    /** Takes the newest scan back: its line has the number again that it had before. */
    undo: () =>
      inTurn(async () => {
        const [newest, ...rest] = entered;
        if (!newest) return;
        await enter(newest.line, newest.before);
        setEntered(rest);
        tell("good", `Undone: ${newest.line.sku} in ${binName(newest.line.location)} is ${newest.before} again`);
      }),
  };
}
