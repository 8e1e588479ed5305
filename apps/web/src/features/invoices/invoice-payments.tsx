import { Button } from "@mantine/core";
import type { InvoiceView, PaymentRow } from "@invista/contracts/invoice/read-invoice";
import { useState } from "react";
import { Moment, Money } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { RefundDialog } from "./refund-dialog.tsx";

/** What came for an invoice and what went back. */
export function InvoicePayments({ view }: { view: InvoiceView }) {
  const mayRefund = useCan("payment:refund");
  const [refunded, setRefunded] = useState<PaymentRow | null>(null);
  const { currency } = view.invoice;
  const columns: PlainColumn<PaymentRow>[] = [
    { header: "When", cell: (row) => (row.settledAt ? <Moment at={row.settledAt} /> : "–") },
    {
      header: "How",
      wraps: true,
      cell: (row) =>
        row.refundOfId === null ? sentence(row.method) : `Paid back, ${sentence(row.method).toLowerCase()}`,
    },
    { header: "Reference", wideOnly: true, cell: (row) => row.reference ?? <span className="faint">–</span> },
    { header: "Note", wideOnly: true, cell: (row) => <span className="dim">{row.note ?? ""}</span> },
    { header: "By", wideOnly: true, cell: (row) => <span className="dim">{row.createdByName ?? "–"}</span> },
    { header: "Amount", align: "end", cell: (row) => <Money value={row.amount} currency={currency} /> },
  ];
  if (mayRefund)
    columns.push({
      header: "Pay back",
      align: "end",
      cell: (row) =>
        row.refundable === "0" ? null : (
          <Button size="xs" aria-label={`Pay back from ${row.amount}`} onClick={() => setRefunded(row)}>
            Pay back…
          </Button>
        ),
    });
  return (
    <>
      <PlainTable
        label="Payments of the invoice"
        entity="payment"
        rows={view.payments}
        rowId={(row) => row.id}
        empty="Nothing came for it yet."
        columns={columns}
      />
      {refunded ? <RefundDialog invoice={view.invoice} payment={refunded} onClose={() => setRefunded(null)} /> : null}
    </>
  );
}
