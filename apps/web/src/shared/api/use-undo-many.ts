import { trpc } from "./trpc.ts";
import { useMe } from "../session/session.tsx";

export const UNDO_PERMISSIONS = ["operation:undo", "operation:undo_any"] as const;

/** Undoes single operations, one's own or another's as far as one's rights go, and reads again what they changed. */
export function useUndoMany() {
  const utils = trpc.useUtils();
  const { user, permissions } = useMe();
  const own = trpc.operation.undo.useMutation();
  const any = trpc.operation.undoAny.useMutation();
  return {
    /** Whether the person may undo what this other person did. */
    mayUndo: (createdBy: string) =>
      permissions.includes("operation:undo_any") || (createdBy === user.id && permissions.includes("operation:undo")),
    send: ({ id, createdBy }: { id: string; createdBy: string }, idempotencyKey: string) => {
      const isOwn = createdBy === user.id && permissions.includes("operation:undo");
      return (isOwn ? own : any).mutateAsync({ id, chain: false, idempotencyKey });
    },
    readAgain: () =>
      Promise.all([
        utils.operation.invalidate(),
        utils.stock.invalidate(),
        utils.product.invalidate(),
        utils.transfer.invalidate(),
        utils.count.invalidate(),
        utils.shipment.invalidate(),
        utils.order.invalidate(),
        utils.dashboard.invalidate(),
      ]),
  };
}
