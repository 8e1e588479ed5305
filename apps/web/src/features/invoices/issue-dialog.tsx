import { issueInvoiceInput } from "@invista/contracts/invoice/invoice";
import type { InvoiceView } from "@invista/contracts/invoice/read-invoice";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { homeCurrency } from "../../shared/format/display.ts";
import { formatMoney, parseDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadInvoicesAgain } from "./use-read-invoices-again.ts";

/** Asks before a draft gets its number; a foreign currency needs its rate. */
export function IssueDialog({ view, onClose }: { view: InvoiceView; onClose: () => void }) {
  const { invoice } = view;
  const issue = trpc.invoice.issue.useMutation();
  const readAgain = useReadInvoicesAgain();
  const isForeign = invoice.currency !== homeCurrency();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: issueInvoiceInput,
    initial: { fxRate: "" },
    fieldOfRule: isForeign ? { "invoice.rateNeeded": "fxRate" } : {},
    toInput: (values, idempotencyKey) => ({
      id: invoice.id,
      version: invoice.version,
      fxRate: isForeign && values.fxRate !== "" ? parseDecimal(values.fxRate) : null,
      idempotencyKey,
    }),
    send: async (input) => {
      const done = await issue.mutateAsync(input);
      showToast({ code: "invoice.issued", text: `${done.invoiceNumber} was issued` });
      onClose();
      await readAgain();
    },
  });
  return (
    <Dialog title="Issue the invoice" onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Issue the invoice">
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          {formatMoney(invoice.gross, invoice.currency)} for {invoice.customerName}, due {view.paymentTermDays} days
          from now. It gets its number and is booked; from then on it doesn't change, it can only be credited.
        </p>
        {isForeign ? (
          <DecimalField
            label={`What one ${invoice.currency} is worth in ${homeCurrency()}`}
            required
            data-autofocus
            {...form.getInputProps("fxRate")}
          />
        ) : null}
        <FormButtons verb="Issue" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
