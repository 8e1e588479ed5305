import { Select, TextInput } from "@mantine/core";
import { paymentMethod, recordPaymentInput } from "@invista/contracts/invoice/invoice";
import type { InvoiceRow } from "@invista/contracts/invoice/read-invoice";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import forms from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatMoney, parseDecimal } from "../../shared/format/numbers.ts";
import { sentence } from "../../shared/format/words.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadInvoicesAgain } from "./use-read-invoices-again.ts";

/** Records money that came for an invoice; all that is open is filled in. */
export function PayDialog({ invoice, onClose }: { invoice: InvoiceRow; onClose: () => void }) {
  const pay = trpc.payment.record.useMutation();
  const readAgain = useReadInvoicesAgain();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: recordPaymentInput,
    initial: { amount: invoice.open, method: "BANK", reference: "", day: "", note: "" },
    fieldOfRule: {
      "payment.moreThanOpen": "amount",
      "payment.tooFine": "amount",
      "record.duplicate": "reference",
      "payment.future": "day",
    },
    toInput: (values, idempotencyKey) => ({
      invoiceId: invoice.id,
      amount: parseDecimal(values.amount),
      method: values.method,
      reference: emptyToNull(values.reference),
      paidAt: values.day === "" ? null : new Date(`${values.day}T00:00:00`).toISOString(),
      note: emptyToNull(values.note),
      idempotencyKey,
    }),
    send: async (input) => {
      const done = await pay.mutateAsync(input);
      showToast({
        code: "payment.recorded",
        text: `${formatMoney(input.amount, invoice.currency)} for ${invoice.invoiceNumber}: ${done.invoice.status === "PAID" ? "paid in full" : "paid in part"}`,
      });
      onClose();
      await readAgain();
    },
  });
  return (
    <Dialog title={`Payment of ${invoice.invoiceNumber}`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Payment">
        <FormAlert refusal={refusal} />
        <div className={forms.grid}>
          <DecimalField
            label={`Amount in ${invoice.currency}`}
            required
            data-autofocus
            {...form.getInputProps("amount")}
          />
          <Select
            label="How"
            allowDeselect={false}
            data={paymentMethod.options.map((value) => ({ value, label: sentence(value) }))}
            {...form.getInputProps("method")}
          />
          <TextInput type="date" label="Came on" description="Empty: today" {...form.getInputProps("day")} />
          <TextInput
            label="Reference"
            description="What the bank calls it"
            maxLength={120}
            {...form.getInputProps("reference")}
          />
          <div className={forms.wide}>
            <TextInput label="Note" maxLength={500} {...form.getInputProps("note")} />
          </div>
        </div>
        <FormButtons verb="Record" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
