import type { OrderView } from "@invista/contracts/order/read-order";
import type { ReactNode } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Money, Quantity } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { ORDER_WORDS, PAYMENT_WORDS } from "../../shared/ui/state-words.ts";
import { OrderFacts } from "./order-facts.tsx";
import { OrderLines } from "./order-lines.tsx";
import styles from "./order-page.module.css";
import { OrderShipments } from "./order-shipments.tsx";
import { OrderSteps } from "./order-steps.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import { RequestedDay } from "./requested-day.tsx";
import { StepRefusal } from "./step-refusal.tsx";
import { useOrderSteps } from "./use-order-steps.ts";

/** Everything about one order, with the steps that are lawful now. */
export function OrderPage({
  id,
  invoices,
  returns,
  onEdit,
  onBack,
}: {
  id: string;
  /** What of it was billed: another feature's part of the page. */
  invoices: (order: OrderView) => ReactNode;
  /** What of it comes back, likewise. */
  returns: (order: OrderView) => ReactNode;
  onEdit: () => void;
  onBack: () => void;
}) {
  const query = trpc.order.get.useQuery({ id });
  const steps = useOrderSteps();
  const order = query.data;
  const mayEdit = order?.actions.includes("edit") ?? false;
  useShortcuts([
    ...(mayEdit ? [{ keys: "e", label: "edit", group: "This page" as const, inFooter: true, run: onEdit }] : []),
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span className={styles.title}>
          {order?.orderNumber ?? (query.error ? "Order" : "…")}{" "}
          {order ? (
            <StatusChip tone={ORDER_WORDS[order.status].tone}>{ORDER_WORDS[order.status].word}</StatusChip>
          ) : null}
        </span>
      }
      figures={order?.customerName ?? null}
      actions={order ? <OrderSteps order={order} steps={steps} onEdit={onEdit} /> : null}
    >
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(view) => (
          <>
            <StepRefusal refusal={steps.refusal} />
            <Panel flush>
              <Figures
                items={[
                  { label: "Total", value: <Money value={view.total} currency={view.currency} /> },
                  { label: "Ordered", value: <Quantity value={view.ordered} /> },
                  { label: "Reserved", value: <Quantity value={view.reserved} /> },
                  { label: "Shipped", value: <Quantity value={view.shipped} /> },
                  { label: "Payment", value: PAYMENT_WORDS[view.paymentStatus].word },
                  { label: "Requested", value: <RequestedDay order={view} /> },
                ]}
              />
            </Panel>
            <Panel title="Lines" hint={view.status === "DRAFT" ? "nothing is reserved until it is placed" : null} flush>
              <OrderLines order={view} />
            </Panel>
            {view.shipments.length > 0 ? (
              <Panel title="Shipments" flush>
                <OrderShipments order={view} />
              </Panel>
            ) : null}
            {view.status === "DRAFT" ? null : <Can permission="invoice:read">{invoices(view)}</Can>}
            {view.shipped === "0" ? null : <Can permission="return:read">{returns(view)}</Can>}
            <div className={styles.columns}>
              <Panel title="What happened">
                <OrderTimeline order={view} />
              </Panel>
              <Panel title="About it">
                <OrderFacts order={view} />
              </Panel>
            </div>
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}
