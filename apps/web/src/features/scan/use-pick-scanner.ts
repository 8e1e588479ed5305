import { parseScan } from "@invista/contracts/scan/parse-scan";
import type { PickRoute, PickRouteInput } from "@invista/contracts/shipment/read-shipment";
import { useRef, useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { beep } from "./beep.ts";
import { afterTaking, pickStep, type Take } from "./pick-flow.ts";
import type { Tone } from "./scan-flow.ts";
import { asFound, matchSheet } from "./sheet-match.ts";
import { useLookUp } from "./use-look-up.ts";
import { useScanQueue } from "./use-scan-queue.ts";

interface Picked {
  readonly takes: readonly (Take & { readonly key: string })[];
  readonly text: string;
}

/** Picking with a scanner: a bin, then what is taken from it. Each pick is sent at once, or kept until there is a connection. */
export function usePickScanner(of: PickRouteInput, route: PickRoute, sound: boolean) {
  const utils = trpc.useUtils();
  const lookUp = useLookUp(route.warehouseId);
  const [bin, setBin] = useState<string | null>(null);
  const [last, setLast] = useState<{ tone: Tone; text: string } | null>(null);
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const place = useRef<string | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());

  const tell = (tone: Tone, text: string) => {
    setLast({ tone, text });
    if (sound) beep(tone);
  };
  const readAgain = () => utils.shipment.invalidate();
  const queue = useScanQueue(
    () => undefined,
    (message) => {
      tell("danger", message);
      void readAgain();
    },
  );
  /** The newest lines, with what was scanned since they were read. */
  const lines = () => utils.shipment.route.getData(of)?.lines ?? route.lines;
  const change = (takes: readonly Take[], back = false) =>
    utils.shipment.route.setData(of, (before) =>
      before ? { ...before, lines: afterTaking(before.lines, takes, back) } : before,
    );

  const take = async (text: string) => {
    const scan = parseScan(text, new Date());
    if (scan.problem !== null) return tell("danger", scan.problem);
    const onSheet = matchSheet(lines(), scan.code);
    const scanned = onSheet ? null : await lookUp(scan.code, scan.lot);
    const found = onSheet ?? (scanned ? asFound(scanned) : null);
    if (found === null)
      return tell("danger", `${scan.code} is not known on this device. Scan it again when there is a connection.`);
    const step = pickStep(lines(), place.current, scan, found);
    place.current = step.bin;
    setBin(step.bin);
    tell(step.tone, step.text);
    if (step.takes.length === 0) return;
    const keyed = step.takes.map((one) => ({ ...one, key: newKey() }));
    change(keyed);
    setPicked((before) => [{ takes: keyed, text: step.text }, ...before]);
    for (const { line: of, quantity, serials, key: idempotencyKey } of keyed) {
      const pieces = serials ? { serials: [...serials] } : {};
      const input = { id: of.shipmentId, lines: [{ lineId: of.id, quantity, ...pieces }], idempotencyKey };
      await queue.add({ kind: "pick", input }, `${quantity} of ${of.sku} for ${of.shipmentNumber}`);
    }
  };
  const putBack = async () => {
    const [newest, ...rest] = picked;
    if (!newest) return;
    for (const { line: of, quantity, serials, key } of newest.takes) {
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
    change(newest.takes, true);
    setPicked(rest);
    tell("good", `Put back: ${newest.takes.map((one) => `${one.quantity} of ${one.line.sku}`).join(", ")}`);
    await readAgain();
  };
  const inTurn = (work: () => Promise<void>) => {
    line.current = line.current
      .then(work)
      .catch((error: unknown) => tell("danger", refusalOf(error)?.message ?? "This could not be read."));
  };
  return {
    bin,
    last,
    queue,
    canUndo: picked.length > 0,
    scan: (text: string) => {
      if (text.trim() !== "") inTurn(() => take(text));
    },
    /** Puts back what the newest scan took. */
    undo: () => inTurn(putBack),
  };
}
