import { sum } from "@invista/contracts/quantity";
import { useRef, useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
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
}

/**
 * Counting with a scanner: a bin, then every piece in it; each scan adds to the number of its line on the sheet. The sheet is held here, so that
 * counting goes on without a connection: numbers wait in the queue with the time at which they were counted.
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

  const tell = (tone: Tone, text: string) => {
    setLast({ tone, text });
    if (sound) beep(tone);
  };
  const inTurn = useTurns(tell);
  const queue = useScanQueue(
    () => undefined,
    (message) => tell("danger", message),
  );
  /** The sheet with the numbers that were scanned since it was read. */
  const lines = () => sheet.lines.map((one) => inHand.current.get(one.id) ?? one);
  const send = (command: ScanCommand, text: string) => queue.add(command, text);
  /** Only what is sent late says when it was counted: else the server's own clock is the better one. */
  const late = () => queue.offline || queue.entries.length > 0 || !navigator.onLine;

  const enter = (of: SheetLine, quantity: string) => {
    const next = { ...of, counted: quantity, countedByMe: true, state: "COUNTED" as const };
    inHand.current.set(of.id, next);
    sheet.change(next);
    const when = late() ? { countedAt: new Date().toISOString() } : {};
    const input = {
      id: countId,
      lines: [{ lineId: of.id, quantity, note: null }],
      ...when,
      idempotencyKey: newKey(),
    };
    return send({ kind: "count", input }, `${of.sku} in ${binName(of.location)}: ${quantity}`);
  };
  const take = async (text: string) => {
    const read = await readScan(text, lines());
    if (typeof read === "string") return tell("danger", read);
    const { scan, found } = read;
    const step = countStep(lines(), place.current, scan, found);
    place.current = step.bin;
    setBin(step.bin);
    tell(step.tone, step.text);
    if (step.enter) {
      const { line: of, quantity } = step.enter;
      setEntered((all) => [{ line: of, before: step.enter?.before ?? "0" }, ...all]);
      await enter(of, sum([step.enter.before, quantity]));
    }
    if (step.add) {
      const input = { id: countId, ...step.add, note: null, idempotencyKey: newKey() };
      await send({ kind: "addToCount", input }, step.text);
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
        setEntered(rest);
        tell("good", `Undone: ${newest.line.sku} in ${binName(newest.line.location)} is ${newest.before} again`);
      }),
  };
}
