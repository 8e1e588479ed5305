import type { WatchEvent } from "@invista/contracts/notification/notification";
import { useEffect, useRef } from "react";
import { trpc } from "./trpc.ts";

/** A busy warehouse changes many times a second; a screen reads again at most this often. */
const GATHER_MS = 700;
/** A stream that was ended (its token ran out, rights were taken) is opened again with what the session is now. */
const REOPEN_MS = 2_000;

type Topic = WatchEvent["topics"][number];
export type LiveState = "connecting" | "live" | "lost";

/** Hears which kinds of data changed and reads the screens of that kind again; after a gap everything is read again. */
export function useLiveUpdates(enabled: boolean): LiveState {
  const utils = trpc.useUtils();
  const wasLost = useRef(false);
  const heard = useRef(new Set<Topic>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const readAgain: Record<Topic, () => Promise<void>[]> = {
    notification: () => [utils.notification.list.invalidate()],
    stock: () => [
      utils.stock.invalidate(),
      utils.operation.invalidate(),
      utils.transfer.invalidate(),
      utils.lot.invalidate(),
      utils.serial.invalidate(),
      utils.kit.invalidate(),
      utils.catalog.relations.invalidate(),
      utils.product.list.invalidate(),
      utils.product.get.invalidate(),
      utils.dashboard.get.invalidate(),
      utils.location.invalidate(),
      utils.warehouse.invalidate(),
    ],
    count: () => [utils.count.invalidate(), utils.dashboard.get.invalidate()],
    order: () => [
      utils.order.invalidate(),
      utils.shipment.invalidate(),
      utils.invoice.invalidate(),
      utils.returns.invalidate(),
      utils.carrier.invalidate(),
      utils.dashboard.get.invalidate(),
      utils.customer.invalidate(),
    ],
    product: () => [utils.product.invalidate(), utils.category.invalidate(), utils.stock.list.invalidate()],
    import: () => [utils.import.invalidate()],
    access: () => [
      utils.session.invalidate(),
      utils.user.invalidate(),
      utils.invitation.invalidate(),
      utils.role.invalidate(),
      utils.apiKey.invalidate(),
      utils.profile.invalidate(),
      utils.mfa.invalidate(),
    ],
    config: () => [
      utils.config.invalidate(),
      utils.session.invalidate(),
      utils.system.invalidate(),
      utils.view.invalidate(),
    ],
  };
  const { status, error, reset } = trpc.notification.changes.useSubscription(
    {},
    {
      enabled,
      onData: (event) => {
        for (const topic of event.data.topics) heard.current.add(topic);
        timer.current ??= setTimeout(() => {
          timer.current = null;
          const topics = [...heard.current];
          heard.current.clear();
          for (const topic of topics) void Promise.all(readAgain[topic]());
        }, GATHER_MS);
      },
    },
  );
  const state = !enabled || status === "pending" ? "live" : error ? "lost" : "connecting";
  useEffect(() => {
    const ended = enabled && status === "error";
    // Whoever has no session any more learns it from this answer and is led to sign-in.
    if (ended) void utils.session.me.invalidate();
    const again = ended ? setTimeout(reset, REOPEN_MS) : undefined;
    return () => clearTimeout(again);
  }, [enabled, status, reset, utils]);
  useEffect(() => {
    if (state === "lost") wasLost.current = true;
    if (state !== "live" || !wasLost.current) return;
    wasLost.current = false;
    void utils.invalidate();
  }, [state, utils]);
  return state;
}
