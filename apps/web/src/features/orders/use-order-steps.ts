import type { OrderRef } from "@invista/contracts/order/order";
import type { OrderView } from "@invista/contracts/order/read-order";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { flashRow } from "../../shared/table/flash-store.ts";
import { ORDER_WORDS } from "../../shared/ui/state-words.ts";
import { dismissToast, listToasts, showToast } from "../../shared/ui/toast-store.ts";

export type Step = Exclude<OrderView["actions"][number], "edit" | "ship" | "cancelLines">;
type Target = Pick<OrderView, "id" | "version" | "orderNumber">;

const TOAST: Record<Step, { code: string; text: (done: OrderRef) => string }> = {
  place: { code: "order.placed", text: (done) => `${done.orderNumber} was placed and its stock reserved` },
  confirm: { code: "order.confirmed", text: (done) => `${done.orderNumber} was confirmed` },
  allocate: { code: "order.allocated", text: (done) => `What is free was reserved for ${done.orderNumber}` },
  hold: { code: "order.held", text: (done) => `${done.orderNumber} is on hold; its stock stays reserved` },
  release: {
    code: "order.released",
    text: (done) => `${done.orderNumber} is off hold: ${ORDER_WORDS[done.status].word.toLowerCase()} again`,
  },
  cancel: {
    code: "order.cancelled",
    text: (done) => `${done.orderNumber} was cancelled and its reservations released`,
  },
};

/** Everything that shows orders, or the stock they promise, is read again. */
export function useReadOrdersAgain() {
  const utils = trpc.useUtils();
  return () =>
    Promise.all([
      utils.order.invalidate(),
      utils.shipment.invalidate(),
      utils.stock.invalidate(),
      utils.product.invalidate(),
      utils.customer.invalidate(),
      utils.dashboard.invalidate(),
    ]);
}

/** An Undo offered for an earlier step would only be refused now. */
function dropUndoOf({ orderNumber }: Target): void {
  for (const toast of listToasts())
    if (toast.undo && toast.code === TOAST.hold.code && toast.text.startsWith(orderNumber)) dismissToast(toast.id);
}

/** The steps of an order's life, each with its toast; a refusal is kept for the page, a stale order is read again. */
export function useOrderSteps() {
  const readAgain = useReadOrdersAgain();
  const commands = {
    place: trpc.order.place.useMutation(),
    confirm: trpc.order.confirm.useMutation(),
    allocate: trpc.order.allocate.useMutation(),
    release: trpc.order.release.useMutation(),
    hold: trpc.order.hold.useMutation(),
    cancel: trpc.order.cancel.useMutation(),
  };
  const [busy, setBusy] = useState<Step | null>(null);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);

  const send = (step: Step, order: Target, reason: string) => {
    const target = { id: order.id, version: order.version, idempotencyKey: newKey() };
    return step === "hold" || step === "cancel"
      ? commands[step].mutateAsync({ ...target, reason })
      : commands[step].mutateAsync(target);
  };
  /** Answers whether it was done. */
  const run = async (step: Step, order: Target, reason = ""): Promise<boolean> => {
    setBusy(step);
    setRefusal(null);
    try {
      const done = await send(step, order, reason);
      dropUndoOf(order);
      const undo =
        step === "hold" ? { undo: () => send("release", { ...order, version: done.version }, "").then(readAgain) } : {};
      showToast({ code: TOAST[step].code, text: TOAST[step].text(done), ...undo });
      await readAgain();
      flashRow(order.id);
      return true;
    } catch (error) {
      const found = refusalOf(error);
      if (found?.code === "STALE") {
        showToast({
          code: "order.stale",
          tone: "failed",
          text: `${order.orderNumber} was changed by someone else meanwhile. Nothing of yours was done; it was read again.`,
        });
        await readAgain();
        return true;
      }
      setRefusal(found);
      return false;
    } finally {
      setBusy(null);
    }
  };
  return { run, busy, refusal, clear: () => setRefusal(null) };
}
