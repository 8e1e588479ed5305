import { sum } from "@invista/contracts/quantity";
import { useRef, useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { serverNow } from "../../shared/api/server-clock.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { beep } from "./beep.ts";
import { countStep, type SheetLine } from "./count-flow.ts";
import { binName, type Tone } from "./scan-flow.ts";
import type { ScanCommand } from "./scan-queue.ts";
import { useSheetReader } from "./use-look-up.ts";
import { useScanQueue } from "./use-scan-queue.ts";
import { useTurns } from "./use-turns.ts";

/** What was entered last, and what stood there before: for taking it back. */
interface Entered {
  readonly line: SheetLine;
  readonly before: string;
  /** The piece whose label was scanned. */
  readonly piece: string | null;
}

function isSamePlace(a: SheetLine, b: SheetLine): boolean {
  return a.productId === b.productId && a.location === b.location && a.lotNumber === b.lotNumber;
}

/**
 * Counting with a scanner: a bin, then every piece in it; each scan adds to the number of its line on the sheet. The sheet is held here, so that
 * counting goes on without a connection: every number is sent with the time at which it was counted, by the clock of the server.
 */
export function useCountScanner(
  countId: string,
  warehouseId: string,
  sheet: { readonly lines: readonly SheetLine[]; readonly change: (line: SheetLine) => void },
  sound: boolean,
) {
  const utils = trpc.useUtils();
  const readScan = useSheetReader(warehouseId);
  const [bin, setBin] = useState<string | null>(null);
  const [last, setLast] = useState<{ tone: Tone; text: string } | null>(null);
  const [entered, setEntered] = useState<readonly Entered[]>([]);
  const place = useRef<string | null>(null);
  const inHand = useRef(new Map<string, SheetLine>());
  const added = useRef(new Set<string>());
  const pieces = useRef(new Set<string>());

  const tell = (tone: Tone, text: string) => {
    setLast({ tone, text });
    if (sound) beep(tone);
  };
  const inTurn = useTurns(tell);
  const queue = useScanQueue(
    () => undefined,
    (message) => tell("danger", message),
  );
  /** What this device put on the sheet. */
  const addedHere = () => [...added.current].flatMap((id) => inHand.current.get(id) ?? []);
  /** The sheet with the numbers that were scanned since it was read, and with what this device put on it. */
  const lines = () => [
    ...sheet.lines.map((one) => {
      const mine = inHand.current.get(one.id) ?? addedHere().find((other) => isSamePlace(one, other));
      return mine ? { ...mine, id: one.id } : one;
    }),
    ...addedHere().filter((mine) => !sheet.lines.some((one) => isSamePlace(one, mine))),
  ];
  const send = (command: ScanCommand, text: string) => queue.add(command, text);
  const countedNow = () => ({ id: countId, countedAt: serverNow().toISOString(), idempotencyKey: newKey() });
  const enter = (given: SheetLine, quantity: string) => {
    const read = added.current.has(given.id) ? sheet.lines.find((one) => isSamePlace(one, given)) : undefined;
    const of = read ?? given;
    const next = { ...of, counted: quantity, countedByMe: true, state: "COUNTED" as const };
    inHand.current.set(of.id, next);
    const text = `${of.sku} in ${binName(of.location)}: ${quantity}`;
    const common = countedNow();
    if (added.current.has(of.id)) {
      const { productId, location, lotNumber } = of;
      const input = { ...common, productId, location, lotNumber, quantity, note: null, onSheet: "replace" as const };
      return send({ kind: "addToCount", input }, text);
    }
    sheet.change(next);
    return send({ kind: "count", input: { ...common, lines: [{ lineId: of.id, quantity, note: null }] } }, text);
  };
  const take = async (text: string) => {
    const read = await readScan(text, lines());
    if (typeof read === "string") return tell("danger", read);
    const { scan, found } = read;
    const piece = scan.serial === null || found.kind !== "PRODUCT" ? null : `${found.productId} ${scan.serial}`;
    if (piece !== null && pieces.current.has(piece)) return tell("warning", `${scan.serial} was counted already.`);
    const step = countStep(lines(), place.current, scan, found);
    place.current = step.bin;
    setBin(step.bin);
    tell(step.tone, step.text);
    if (step.enter) {
      const { line: of, quantity } = step.enter;
      setEntered((all) => [{ line: of, before: step.enter?.before ?? "0", piece }, ...all]);
      if (piece !== null) pieces.current.add(piece);
      await enter(of, sum([step.enter.before, quantity]));
    }
    if (step.add) {
      const { sku, ...put } = step.add;
      const line: SheetLine = { ...put, id: newKey(), sku, counted: put.quantity, countedByMe: true, state: "COUNTED" };
      added.current.add(line.id);
      inHand.current.set(line.id, line);
      setEntered((all) => [{ line, before: "0", piece }, ...all]);
      if (piece !== null) pieces.current.add(piece);
      await send({ kind: "addToCount", input: { ...countedNow(), ...put, note: null, onSheet: "refuse" } }, step.text);
      await utils.count.invalidate();
    }
  };
  return {
    bin,
    last,
    queue,
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
        if (newest.piece !== null) pieces.current.delete(newest.piece);
        setEntered(rest);
        tell("good", `Undone: ${newest.line.sku} in ${binName(newest.line.location)} is ${newest.before} again`);
      }),
  };
}
