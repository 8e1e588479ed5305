import { Button } from "@mantine/core";
import type { CustomerView } from "@invista/contracts/customer/customer";
import { compare, minus } from "@invista/contracts/quantity";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Money } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can, useCan } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { CUSTOMER_WORDS } from "../../shared/ui/state-words.ts";
import { CustomerAddresses } from "./customer-addresses.tsx";
import { CustomerFacts } from "./customer-facts.tsx";
import { CustomerOrders } from "./customer-orders.tsx";
import styles from "./customer-page.module.css";
import { EditCustomerDialog } from "./edit-customer-form.tsx";

/** Everything about one customer, with their orders. */
export function CustomerPage({
  id,
  statement,
  onBack,
}: {
  id: string;
  /** Invoices and payments: another feature's part of the page. */
  statement: (customer: CustomerView) => ReactNode;
  onBack: () => void;
}) {
  const query = trpc.customer.get.useQuery({ id });
  const mayUpdate = useCan("customer:update");
  const mayReadOrders = useCan("order:read");
  const mayReadInvoices = useCan("invoice:read");
  const [isEditing, setEditing] = useState(false);
  const customer = query.data;
  useShortcuts([
    ...(mayUpdate
      ? [{ keys: "e", label: "edit", group: "This page" as const, inFooter: true, run: () => setEditing(true) }]
      : []),
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span className={styles.title}>
          {customer?.name ?? (query.error ? "Customer" : "…")}{" "}
          {customer ? (
            <StatusChip tone={CUSTOMER_WORDS[customer.status].tone}>{CUSTOMER_WORDS[customer.status].word}</StatusChip>
          ) : null}
        </span>
      }
      figures={customer?.code ?? null}
      actions={
        customer ? (
          <>
            <Can permission="customer:update">
              <Button onClick={() => setEditing(true)}>Edit</Button>
            </Can>
            {customer.status === "ACTIVE" ? (
              <Can permission="order:create">
                <Button
                  variant="filled"
                  leftSection={<IconPlus size={16} stroke={1.8} />}
                  renderRoot={(props) => <Link to="/orders/new" search={{ customer: id }} {...props} />}
                >
                  New order
                </Button>
              </Can>
            ) : null}
          </>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(view) => (
          <>
            <Panel flush>
              <Figures
                items={[
                  { label: "Open orders", value: formatCount(view.openOrders) },
                  { label: "Open value", value: <Money value={view.openValue} currency={view.currency} /> },
                  ...(view.creditLimit === null || view.openValue === null
                    ? []
                    : [
                        { label: "Credit limit", value: <Money value={view.creditLimit} currency={view.currency} /> },
                        {
                          label: "Left of it",
                          value: <Money value={minus(view.creditLimit, view.openValue)} currency={view.currency} />,
                          ...(compare(view.openValue, view.creditLimit) > 0 ? { tone: "danger" as const } : {}),
                        },
                      ]),
                ]}
              />
            </Panel>
            <div className={styles.columns}>
              {mayReadOrders ? (
                <Panel title="Orders" hint="newest first" flush>
                  <CustomerOrders customerId={view.id} name={view.name} />
                </Panel>
              ) : null}
              {mayReadInvoices ? (
                <Panel title="Statement" hint="newest first" flush>
                  {statement(view)}
                </Panel>
              ) : null}
              <CustomerAddresses customer={view} />
              <Panel title="About them">
                <CustomerFacts customer={view} />
              </Panel>
            </div>
          </>
        )}
      </QueryArea>
      {isEditing ? <EditCustomerDialog id={id} onClose={() => setEditing(false)} /> : null}
    </PlainPage>
  );
}
