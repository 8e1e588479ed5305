import type { OrderView } from "@invista/contracts/order/read-order";
import { PeekSection } from "../../shared/ui/peek-panel.tsx";
import styles from "./order-notes.module.css";

/** Why it is held or cancelled, and what was noted. */
export function OrderNotes({ order }: { order: Pick<OrderView, "holdReason" | "cancelReason" | "note"> }) {
  return (
    <>
      {order.holdReason === null ? null : <Note title="On hold because">{order.holdReason}</Note>}
      {order.cancelReason === null ? null : <Note title="Cancelled because">{order.cancelReason}</Note>}
      {order.note === null ? null : <Note title="Note">{order.note}</Note>}
    </>
  );
}

function Note({ title, children }: { title: string; children: string }) {
  return (
    <PeekSection title={title}>
      <p className={styles.note}>{children}</p>
    </PeekSection>
  );
}
