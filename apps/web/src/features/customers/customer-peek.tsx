import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Money } from "../../shared/format/values.tsx";
import { Can, useCan } from "../../shared/session/session.tsx";
import { Figures, PeekPanel, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { CUSTOMER_WORDS } from "../../shared/ui/state-words.ts";
import { CustomerFacts } from "./customer-facts.tsx";
import { CustomerLastOrders } from "./customer-orders.tsx";

/** One customer beside the list. */
export function CustomerPeek({
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
  const query = trpc.customer.get.useQuery({ id }, { placeholderData: keepPreviousData });
  const mayReadOrders = useCan("order:read");
  const customer = query.data;
  return (
    <PeekPanel
      label={customer ? `Details of ${customer.name}` : "Details"}
      title={customer?.name ?? "…"}
      chip={
        customer ? (
          <StatusChip tone={CUSTOMER_WORDS[customer.status].tone}>{CUSTOMER_WORDS[customer.status].word}</StatusChip>
        ) : null
      }
      subtitle={customer?.code ?? "…"}
      onOpen={onOpen}
      onClose={onClose}
      actions={
        <>
          {customer?.status === "ACTIVE" ? (
            <Can permission="order:create">
              <Button
                variant="filled"
                renderRoot={(props) => <Link to="/orders/new" search={{ customer: id }} {...props} />}
              >
                New order
              </Button>
            </Can>
          ) : null}
          <Can permission="customer:update">
            <Button onClick={onEdit}>Edit</Button>
          </Can>
        </>
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
                { label: "Open orders", value: formatCount(view.openOrders) },
                { label: "Open value", value: <Money value={view.openValue} currency={view.currency} /> },
              ]}
            />
            {mayReadOrders ? <CustomerLastOrders customerId={view.id} /> : null}
            <PeekSection title="About them">
              <CustomerFacts customer={view} />
            </PeekSection>
          </>
        )}
      </QueryArea>
    </PeekPanel>
  );
}
