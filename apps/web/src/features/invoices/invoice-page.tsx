import type { InvoiceView } from "@invista/contracts/invoice/read-invoice";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Moment, Money } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can } from "../../shared/session/session.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PaperButton } from "../../shared/ui/paper-button.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { InvoiceLines } from "./invoice-lines.tsx";
import { InvoicePayments } from "./invoice-payments.tsx";
import { InvoiceState } from "./invoice-state.tsx";
import { InvoiceSteps } from "./invoice-steps.tsx";

/** One invoice or credit note: its lines, what came for it, and what can be done with it. */
export function InvoicePage({ id, onBack }: { id: string; onBack: () => void }) {
  const query = trpc.invoice.get.useQuery({ id });
  const invoice = query.data?.invoice;
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  const number = invoice?.invoiceNumber ?? (invoice ? "Draft invoice" : query.error ? "Invoice" : "…");
  return (
    <PlainPage
      title={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {number}
          {invoice ? <InvoiceState invoice={invoice} /> : null}
        </span>
      }
      figures={invoice?.customerName ?? null}
      actions={
        query.data ? (
          <>
            {invoice?.invoiceNumber ? (
              <PaperButton
                path={`/api/v1/invoices/${id}.pdf`}
                name={`${invoice.invoiceNumber}.pdf`}
                label="PDF"
                size="sm"
              />
            ) : null}
            <InvoiceSteps view={query.data} />
          </>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(view) => (
          <>
            <Panel flush>
              <Figures items={figuresOf(view)} />
            </Panel>
            <Panel title="Lines" flush>
              <InvoiceLines view={view} />
            </Panel>
            {view.invoice.kind === "SALES" && view.invoice.status !== "DRAFT" ? (
              <Can permission="payment:read">
                <Panel title="Payments" flush>
                  <InvoicePayments view={view} />
                </Panel>
              </Can>
            ) : null}
            <Panel title="About it">
              <Facts facts={factsOf(view)} />
            </Panel>
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}

function figuresOf({ invoice }: InvoiceView) {
  const { currency } = invoice;
  const money = (value: string) => <Money value={value} currency={currency} />;
  const isCredit = invoice.kind === "CREDIT_NOTE";
  return [
    { label: "Net", value: money(invoice.net) },
    { label: "Tax", value: money(invoice.tax) },
    { label: "Total", value: money(invoice.gross) },
    ...(isCredit
      ? []
      : [
          { label: "Paid", value: money(invoice.paid) },
          { label: "Credited", value: money(invoice.credited) },
          {
            label: invoice.open.startsWith("-") ? "To pay back" : "Open",
            value: money(invoice.open.replace("-", "")),
            ...(invoice.daysOverdue > 0 || invoice.open.startsWith("-") ? { tone: "danger" as const } : {}),
          },
        ]),
  ];
}

function factsOf(view: InvoiceView): (readonly [string, ReactNode])[] {
  const { invoice } = view;
  const when = (at: string | null) => (at === null ? "–" : <Moment key={at} at={at} />);
  return [
    [
      "Order",
      <Link key="order" to="/orders/$orderId" params={{ orderId: invoice.orderId }}>
        {invoice.orderNumber}
      </Link>,
    ],
    [
      "Billed to",
      <span key="to" style={{ whiteSpace: "pre-line" }}>
        {view.billTo.join("\n")}
      </span>,
    ],
    ["Issued", when(invoice.issuedAt)],
    ...(invoice.kind === "SALES"
      ? ([
          ["Due", invoice.dueAt === null ? `${view.paymentTermDays} days after it is issued` : when(invoice.dueAt)],
          [
            "Reminders",
            invoice.reminderLevel === 0 ? (
              "None"
            ) : (
              <span key="reminders">
                {invoice.reminderLevel}, last {when(invoice.remindedAt)}
              </span>
            ),
          ],
        ] as const)
      : []),
    ...(view.credits ? ([["Credits", <InvoiceLink key="credits" {...view.credits} />]] as const) : []),
    ...(view.creditNotes.length > 0
      ? ([
          [
            "Credit notes",
            <span key="notes">
              {view.creditNotes.map((note, index) => (
                <span key={note.id}>
                  {index > 0 ? ", " : null}
                  <InvoiceLink {...note} />
                </span>
              ))}
            </span>,
          ],
        ] as const)
      : []),
    ...(view.fxRate === "1" ? [] : ([["Rate", view.fxRate]] as const)),
    ...(view.note === null ? [] : ([[invoice.kind === "CREDIT_NOTE" ? "Reason" : "Note", view.note]] as const)),
  ];
}

function InvoiceLink({ id, invoiceNumber }: { id: string; invoiceNumber: string }) {
  return (
    <Link to="/invoices/$invoiceId" params={{ invoiceId: id }}>
      {invoiceNumber}
    </Link>
  );
}
