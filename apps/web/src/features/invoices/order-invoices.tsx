import { Button } from "@mantine/core";
import type { OrderView } from "@invista/contracts/order/read-order";
import { Link, useNavigate } from "@tanstack/react-router";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { Money } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { InvoiceState } from "./invoice-state.tsx";
import { useReadInvoicesAgain } from "./use-read-invoices-again.ts";

/** What of an order was billed, and the way to bill what has left since. */
export function OrderInvoices({ order }: { order: OrderView }) {
  const navigate = useNavigate();
  const mayDraft = useCan("invoice:create");
  const readAgain = useReadInvoicesAgain();
  const query = trpc.invoice.list.useQuery({ orderId: order.id, limit: 50 });
  const draft = trpc.invoice.draft.useMutation();
  const make = async () => {
    try {
      const { id } = await draft.mutateAsync({ orderId: order.id, idempotencyKey: newKey() });
      await readAgain();
      await navigate({ to: "/invoices/$invoiceId", params: { invoiceId: id } });
    } catch (error) {
      showToast({ code: "invoice.refused", tone: "failed", text: refusalOf(error)?.message ?? "No draft was made." });
    }
  };
  return (
    <Panel
      title="Invoices"
      flush
      aside={
        mayDraft && order.shipped !== "0" ? (
          <Button size="xs" loading={draft.isPending} onClick={() => void make()}>
            Invoice what has left
          </Button>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={60} />}>
        {(page) => (
          <PlainTable
            label={`Invoices of ${order.orderNumber}`}
            entity="invoice"
            rows={page.rows}
            rowId={(row) => row.id}
            empty={order.shipped === "0" ? "Nothing of it has left yet." : "Nothing of it is invoiced yet."}
            columns={[
              {
                header: "Number",
                cell: (row) => (
                  <Link to="/invoices/$invoiceId" params={{ invoiceId: row.id }} className="strong num">
                    {row.invoiceNumber ?? "Draft"}
                  </Link>
                ),
              },
              { header: "State", cell: (row) => <InvoiceState invoice={row} /> },
              {
                header: "Amount",
                align: "end",
                cell: (row) => <Money value={row.gross} currency={row.currency} />,
              },
              { header: "Open", align: "end", cell: (row) => <Money value={row.open} currency={row.currency} /> },
            ]}
          />
        )}
      </QueryArea>
    </Panel>
  );
}
