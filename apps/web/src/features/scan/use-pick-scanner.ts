import type { PickRoute } from "@invista/contracts/shipment/read-shipment";
import { useEffect, useRef, useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { beep } from "./beep.ts";
import { afterTaking, pickStep, type Take } from "./pick-flow.ts";
import type { Tone } from "./scan-flow.ts";
import { useSheetReader } from "./use-look-up.ts";
import { useScanQueue } from "./use-scan-queue.ts";
import { useTurns } from "./use-turns.ts";

/** A take on its way to the server, under the key of its command. */
type KeyedTake = Take & {
  readonly key: string;
  /** When the server took it; null while it waits. */
  readonly sentAt: number | null;
};

interface Picked {
  readonly takes: readonly KeyedTake[];
  readonly text: string;
}

/** Picking with a scanner: a bin, then what is taken from it. Each pick is sent at once, or kept until there is a connection. */
export function usePickScanner(route: PickRoute, readAt: number, sound: boolean) {
  const utils = trpc.useUtils();
  const readScan = useSheetReader(route.warehouseId);
  const [bin, setBin] = useState<string | null>(null);
  const [last, setLast] = useState<{ tone: Tone; text: string } | null>(null);
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const place = useRef<string | null>(null);
  const newest = useRef({ route, readAt });
  const under = useRef<readonly KeyedTake[]>([]);
  const [underWay, setUnderWay] = useState<readonly KeyedTake[]>([]);
  useEffect(() => {
    newest.current = { route, readAt };
  }, [route, readAt]);
  const setUnder = (takes: readonly KeyedTake[]) => {
    under.current = takes;
    setUnderWay(takes);
  };

  const tell = (tone: Tone, text: string) => {
    setLast({ tone, text });
    if (sound) beep(tone);
  };
  const inTurn = useTurns(tell);
  const readAgain = () => utils.shipment.invalidate();
  const queue = useScanQueue(
    ({ key }) => setUnder(under.current.map((one) => (one.key === key ? { ...one, sentAt: Date.now() } : one))),
    (message) => {
      tell("danger", message);
      void readAgain();
    },
  );

  const take = async (text: string) => {
    const read = await readScan(text, linesNow());
    if (typeof read === "string") return tell("danger", read);
    const { scan, found } = read;
    const step = pickStep(linesNow(), place.current, scan, found);
    place.current = step.bin;
    setBin(step.bin);
    tell(step.tone, step.text);
    if (step.takes.length === 0) return;
    const keyed = step.takes.map((one) => ({ ...one, key: newKey(), sentAt: null }));
    setUnder([...under.current, ...keyed]);
    setPicked((before) => [{ takes: keyed, text: step.text }, ...before]);
    for (const { line: of, quantity, serials, key: idempotencyKey } of keyed) {
      const pieces = serials ? { serials: [...serials] } : {};
      const input = { id: of.shipmentId, lines: [{ lineId: of.id, quantity, ...pieces }], idempotencyKey };
      await queue.add({ kind: "pick", input }, `${quantity} of ${of.sku} for ${of.shipmentNumber}`);
    }
  };
  const putBack = async () => {
    const [undone, ...rest] = picked;
    if (!undone) return;
    for (const { line: of, quantity, serials, key } of undone.takes) {
      if (queue.entries.some((entry) => entry.key === key)) await queue.discard(key);
      else
        await utils.client.shipment.putBack.mutate({
          id: of.shipmentId,
          lineId: of.id,
          quantity,
          ...(serials ? { serials: [...serials] } : {}),
          idempotencyKey: newKey(),
        });
    }
    const gone = new Set(undone.takes.map((one) => one.key));
    setUnder(under.current.filter((one) => !gone.has(one.key)));
    setPicked(rest);
    tell("good", `Put back: ${undone.takes.map((one) => `${one.quantity} of ${one.line.sku}`).join(", ")}`);
    await readAgain();
  };
  /** The walk as it will be: what the server said, with what it did not know then. */
  const linesNow = () => withTakes(newest.current.route, newest.current.readAt, under.current);
  return {
    bin,
    last,
    queue,
    lines: withTakes(route, readAt, underWay),
    canUndo: picked.length > 0,
    scan: (text: string) => {
      if (text.trim() !== "") inTurn(() => take(text));
    },
    /** Puts back what the newest scan took. */
    undo: () => inTurn(putBack),
  };
}

/** Lines with the takes that were not part of them when they were read. */
function withTakes(route: PickRoute, readAt: number, takes: readonly KeyedTake[]) {
  return afterTaking(
    route.lines,
    takes.filter((one) => one.sentAt === null || one.sentAt >= readAt),
  );
}
