import { Textarea, TextInput } from "@mantine/core";
import { refundPaymentInput } from "@invista/contracts/invoice/invoice";
import type { InvoiceRow, PaymentRow } from "@invista/contracts/invoice/read-invoice";
import { compare } from "@invista/contracts/quantity";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import forms from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatMoney, parseDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadInvoicesAgain } from "./use-read-invoices-again.ts";

/** Pays money of a payment back: a row of its own, the payment stays. */
export function RefundDialog({
  invoice,
  payment,
  onClose,
}: {
  invoice: InvoiceRow;
  payment: PaymentRow;
  onClose: () => void;
}) {
  const refund = trpc.payment.refund.useMutation();
  const readAgain = useReadInvoicesAgain();
  const due = invoice.open.startsWith("-") ? invoice.open.slice(1) : payment.refundable;
  const { form, refusal, busy, submit } = useCommandForm({
    schema: refundPaymentInput,
    initial: { amount: compare(due, payment.refundable) < 0 ? due : payment.refundable, reference: "", reason: "" },
    fieldOfRule: { "payment.moreThanPaid": "amount", "payment.tooFine": "amount", "record.duplicate": "reference" },
    toInput: (values, idempotencyKey) => ({
      paymentId: payment.id,
      amount: parseDecimal(values.amount),
      reference: emptyToNull(values.reference),
      reason: values.reason,
      idempotencyKey,
    }),
    send: async (input) => {
      await refund.mutateAsync(input);
      showToast({ code: "payment.refunded", text: `${formatMoney(input.amount, invoice.currency)} paid back` });
      onClose();
      await readAgain();
    },
  });
  return (
    <Dialog title="Pay back" onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Pay back">
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          At most {formatMoney(payment.refundable, invoice.currency)} of this payment. It is written down here; send the
          money through your bank.
        </p>
        <div className={forms.grid}>
          <DecimalField
            label={`Amount in ${invoice.currency}`}
            required
            data-autofocus
            {...form.getInputProps("amount")}
          />
          <TextInput label="Reference" maxLength={120} {...form.getInputProps("reference")} />
          <div className={forms.wide}>
            <Textarea label="Reason" required autosize minRows={2} maxLength={500} {...form.getInputProps("reason")} />
          </div>
        </div>
        <FormButtons verb="Pay back" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
