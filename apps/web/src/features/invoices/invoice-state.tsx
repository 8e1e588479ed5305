import type { InvoiceRow } from "@invista/contracts/invoice/read-invoice";
import { plural } from "../../shared/format/words.ts";
import { INVOICE_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";

/** How far an invoice is; one that is overdue says for how long. */
export function InvoiceState({
  invoice,
}: {
  invoice: Pick<InvoiceRow, "status" | "kind" | "daysOverdue" | "open" | "dueAt">;
}) {
  if (invoice.open.startsWith("-")) return <StatusChip tone="warning">To pay back</StatusChip>;
  if (invoice.daysOverdue > 0)
    return <StatusChip tone="danger">{`${plural(invoice.daysOverdue, "day")} overdue`}</StatusChip>;
  const { word, tone } = INVOICE_WORDS[invoice.status];
  return <StatusChip tone={tone}>{invoice.kind === "CREDIT_NOTE" ? "Credit note" : word}</StatusChip>;
}
