import { parseScan } from "@invista/contracts/scan/parse-scan";
import type { Scanned } from "@invista/contracts/scan/scan";
import { useRef, useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { beep } from "./beep.ts";
import { startFlow, stepOf, type Effect, type FlowState, type Mode, type Step, type Tone } from "./scan-flow.ts";
import type { ScanCommand } from "./scan-queue.ts";
import { unknownHere, useLookUp } from "./use-look-up.ts";
import { useScanQueue, type DoneEntry } from "./use-scan-queue.ts";
import { useTurns } from "./use-turns.ts";

export interface LastScan {
  readonly tone: Tone;
  readonly text: string;
  readonly found: Scanned | null;
}

const KEPT = 30;

/** A scanning station: codes go in one after the other, however fast they come; each is looked up, told, and sent or kept for later. */
export function useScanner(warehouseId: string, mode: Mode, sound: boolean) {
  const undoOperation = useUndo();
  const lookUp = useLookUp(warehouseId);
  const [state, setState] = useState<FlowState>(() => startFlow(mode));
  const [last, setLast] = useState<LastScan | null>(null);
  const [done, setDone] = useState<readonly DoneEntry[]>([]);
  const now = useRef(state);

  const tell = (tone: Tone, text: string, found: Scanned | null = null) => {
    setLast({ tone, text, found });
    if (sound) beep(tone);
  };
  const inTurn = useTurns(tell);
  const go = (next: FlowState) => {
    now.current = next;
    setState(next);
  };
  const queue = useScanQueue(
    (entry) => setDone((before) => [entry, ...before].slice(0, KEPT)),
    (message) => tell("danger", message),
  );

  const perform = async (effect: Effect, text: string) => queue.add(commandOf(effect, warehouseId), text);
  const take = async (text: string) => {
    const scan = parseScan(text, new Date());
    if (scan.problem !== null) return tell("danger", scan.problem);
    const found = await lookUp(scan.code, scan.lot);
    if (found === null) return tell("danger", unknownHere(scan.code));
    await follow(stepOf(now.current, scan, found), found);
  };
  const follow = async (step: Step, found: Scanned) => {
    go(step.state);
    tell(step.tone, step.text, found);
    if (step.effect) await perform(step.effect, step.text);
  };
  return {
    state,
    last,
    done,
    queue,
    /** One scan after the other: a storm of them is taken in order. */
    scan: (text: string) => {
      if (text.trim() !== "") inTurn(() => take(text));
    },
    nameLot: (lotNumber: string, expiresAt: string | null) => {
      const { needsLot, bin } = now.current;
      if (!needsLot) return;
      const { product, quantity, serials } = needsLot;
      const text = `${quantity} of ${product.sku}, lot ${lotNumber}`;
      go({ ...now.current, needsLot: null });
      tell("good", text, product);
      const pieces = serials ? { serials } : {};
      void perform({ kind: "receive", product, quantity, location: bin ?? "", lotNumber, expiresAt, ...pieces }, text);
    },
    nameSerial: (serial: string) => {
      const { needsSerial } = now.current;
      if (!needsSerial) return;
      const { product, scan } = needsSerial;
      inTurn(() => follow(stepOf(now.current, { ...scan, serial }, product), product));
    },
    letGo: () => {
      if (now.current.held || now.current.needsLot || now.current.needsSerial) tell("warning", "Nothing was moved.");
      go({ ...now.current, held: null, needsLot: null, needsSerial: null });
    },
    undo: async (entry: DoneEntry) => {
      try {
        await undoOperation(entry.operationId);
        setDone((before) => before.filter((one) => one.key !== entry.key));
        tell("good", `Undone: ${entry.text}`);
      } catch (error) {
        tell("danger", refusalOf(error)?.message ?? "It was not undone.");
      }
    },
  };
}

function commandOf(effect: Effect, warehouseId: string): ScanCommand {
  const common = {
    productId: effect.product.productId,
    warehouseId,
    quantity: effect.quantity,
    note: null,
    occurredAt: null,
    ...(effect.serials ? { serials: [...effect.serials] } : {}),
    idempotencyKey: newKey(),
  };
  if (effect.kind === "receive") {
    const { location, lotNumber, expiresAt } = effect;
    return { kind: "receive", input: { ...common, location, lotNumber, expiresAt, unitCost: null } };
  }
  const { from, to } = effect;
  return { kind: "move", input: { ...common, location: from.location, lotId: from.lotId, toLocation: to } };
}
