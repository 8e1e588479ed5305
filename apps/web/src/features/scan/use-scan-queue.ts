import { useCallback, useEffect, useRef, useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useMe } from "../../shared/session/session.tsx";
import {
  afterFailure,
  listQueue,
  putEntry,
  removeEntry,
  triedAgain,
  type QueueEntry,
  type ScanCommand,
} from "./scan-queue.ts";

const RETRY_MS = 5_000;

/** A command that the server has taken. */
export interface DoneEntry {
  readonly key: string;
  readonly text: string;
  readonly operationId: string;
  readonly command: ScanCommand;
}

/** What the server answered: goods that are received may have to be inspected first. */
interface Taken {
  readonly operationId: string;
  readonly location?: string;
  readonly inspection?: { readonly inspectionNumber: string } | null;
}

/** Sends commands one after the other in the order they were scanned; without a connection they wait, and are sent again with their own key. */
export function useScanQueue(onDone: (entry: DoneEntry) => void, onRefused: (message: string) => void) {
  const utils = trpc.useUtils();
  const { client } = utils;
  const me = useMe().user.id;
  const [entries, setEntries] = useState<readonly QueueEntry[]>([]);
  const [offline, setOffline] = useState(false);
  const draining = useRef(false);
  const newest = useRef({ onDone, onRefused });
  useEffect(() => {
    newest.current = { onDone, onRefused };
  });
  const reload = useCallback(async () => setEntries(await listQueue(me)), [me]);

  const send = useCallback(
    ({ kind, input }: ScanCommand): Promise<Taken> => {
      if (kind === "receive") return client.scan.receive.mutate(input);
      if (kind === "move") return client.stock.move.mutate(input);
      if (kind === "pick") return client.shipment.pick.mutate(input);
      if (kind === "count") return client.count.enter.mutate(input);
      return client.count.add.mutate(input);
    },
    [client],
  );
  const drain = useCallback(async () => {
    if (draining.current) return;
    draining.current = true;
    let sent = 0;
    try {
      for (let next = await nextOf(me); next; next = await nextOf(me)) {
        try {
          const { operationId, inspection, location } = await send(next.command);
          await removeEntry(next.key);
          sent += 1;
          newest.current.onDone({
            key: next.key,
            text: inspection
              ? `${next.text}. It is inspected first (${inspection.inspectionNumber}): put it into ${location || "quarantine"}`
              : next.text,
            operationId,
            command: next.command,
          });
          setOffline(false);
        } catch (error) {
          const failure = refusalOf(error);
          const { entry, goOn } = afterFailure(next, failure);
          await putEntry(entry);
          setOffline(failure?.kind === "offline" || failure?.code === "UNAVAILABLE");
          if (!goOn) break;
          newest.current.onRefused(entry.refusal ?? "It was not taken.");
        }
      }
    } finally {
      draining.current = false;
      await reload();
      if (sent > 0)
        void Promise.all([
          utils.stock.invalidate(),
          utils.operation.invalidate(),
          utils.shipment.invalidate(),
          utils.order.invalidate(),
          utils.count.invalidate(),
          utils.dashboard.invalidate(),
        ]);
    }
  }, [me, reload, send, utils]);

  useEffect(() => {
    const first = setTimeout(() => void drain());
    const again = setInterval(() => void drain(), RETRY_MS);
    const online = () => void drain();
    window.addEventListener("online", online);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      window.removeEventListener("online", online);
    };
  }, [drain]);

  const add = useCallback(
    async (command: ScanCommand, text: string) => {
      await putEntry({
        key: command.input.idempotencyKey,
        userId: me,
        at: Date.now() + performance.now() / 1e7,
        text,
        command,
        refusal: null,
        attempts: 0,
      });
      await reload();
      await drain();
    },
    [drain, me, reload],
  );
  const retry = useCallback(
    async (refused: QueueEntry) => {
      await removeEntry(refused.key);
      await putEntry(triedAgain(refused, newKey()));
      await reload();
      await drain();
    },
    [drain, reload],
  );
  const discard = useCallback(
    async (key: string) => {
      await removeEntry(key);
      await reload();
    },
    [reload],
  );
  return { entries, offline, add, retry, discard };
}

async function nextOf(userId: string): Promise<QueueEntry | undefined> {
  return (await listQueue(userId)).find((one) => one.refusal === null);
}
