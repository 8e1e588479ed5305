import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../shared/api/trpc.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Ago, Money, Quantity } from "../../shared/format/values.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { Figures, PeekPanel, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { ORDER_WORDS } from "../../shared/ui/state-words.ts";
import { OrderNotes } from "./order-notes.tsx";
import { OrderSteps } from "./order-steps.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import { RequestedDay } from "./requested-day.tsx";
import { StepRefusal } from "./step-refusal.tsx";
import { useOrderSteps } from "./use-order-steps.ts";

/** One order beside the list, with its next steps. */
export function OrderPeek({
  id,
  onOpen,
  onEdit,
  onClose,
}: {
  id: string;
  onOpen: () => void;
  onEdit: () => void;
  onClose: () => void;
}) {
  const query = trpc.order.get.useQuery({ id }, { placeholderData: keepPreviousData });
  const steps = useOrderSteps();
  const order = query.data;
  return (
    <PeekPanel
      label={order ? `Details of ${order.orderNumber}` : "Details"}
      title={order?.orderNumber ?? "…"}
      chip={
        order ? <StatusChip tone={ORDER_WORDS[order.status].tone}>{ORDER_WORDS[order.status].word}</StatusChip> : null
      }
      subtitle={order?.customerName ?? "…"}
      onOpen={onOpen}
      onClose={onClose}
      actions={
        order && order.actions.length > 0 ? (
          <OrderSteps key={order.id} order={order} steps={steps} onEdit={onEdit} />
        ) : null
      }
    >
      <QueryArea
        query={query}
        loading={
          <div style={{ padding: 16 }}>
            <Skeleton height={320} />
          </div>
        }
      >
        {(view) => (
          <>
            <Figures
              items={[
                { label: "Total", value: <Money value={view.total} currency={view.currency} /> },
                { label: "Reserved", value: <Quantity value={view.reserved} /> },
                { label: "Shipped", value: <Quantity value={view.shipped} /> },
              ]}
            />
            <div style={{ padding: "0 16px" }}>
              <StepRefusal refusal={steps.refusal} />
            </div>
            <PeekSection
              title="Lines"
              aside={
                <span className="dim">
                  {view.requestedAt ? (
                    <>
                      requested <RequestedDay order={view} />
                    </>
                  ) : (
                    <>
                      created <Ago at={view.createdAt} />
                    </>
                  )}
                </span>
              }
            >
              <Lines
                items={view.items}
                itemId={(item) => item.id}
                entity="order_item"
                name={(item) => item.sku}
                detail={(item) => item.name}
                end={(item) => (
                  <span title={`${formatDecimal(item.reserved)} reserved, ${formatDecimal(item.shipped)} shipped`}>
                    <Quantity value={item.quantity} unit={item.unitCode} />
                  </span>
                )}
                empty="No lines yet. Edit the draft to add some."
              />
            </PeekSection>
            <OrderNotes order={view} />
            <PeekSection title="What happened">
              <OrderTimeline order={view} />
            </PeekSection>
          </>
        )}
      </QueryArea>
    </PeekPanel>
  );
}
