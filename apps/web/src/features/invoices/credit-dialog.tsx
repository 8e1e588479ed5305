import { Textarea } from "@mantine/core";
import { creditInvoiceInput } from "@invista/contracts/invoice/invoice";
import type { InvoiceLine, InvoiceView } from "@invista/contracts/invoice/read-invoice";
import { minus } from "@invista/contracts/quantity";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadInvoicesAgain } from "./use-read-invoices-again.ts";

const leftOf = (line: InvoiceLine) => minus(line.quantity, line.credited);

/** Takes an issued invoice back, in whole or line by line; the credit note is issued at once. */
export function CreditDialog({
  view,
  onDone,
  onClose,
}: {
  view: InvoiceView;
  onDone: (noteId: string) => void;
  onClose: () => void;
}) {
  const credit = trpc.invoice.credit.useMutation();
  const readAgain = useReadInvoicesAgain();
  const lines = view.lines.filter((line) => leftOf(line) !== "0");
  const { form, refusal, busy, submit } = useCommandForm({
    schema: creditInvoiceInput,
    initial: { lines: lines.map((line) => ({ quantity: leftOf(line) })), reason: "" },
    toInput: (values, idempotencyKey) => ({
      id: view.invoice.id,
      version: view.invoice.version,
      reason: values.reason,
      lines: values.lines.flatMap((line, index) => {
        const item = lines[index];
        const quantity = parseDecimal(line.quantity);
        return item && quantity !== "" && quantity !== "0" ? [{ itemId: item.id, quantity }] : [];
      }),
      idempotencyKey,
    }),
    send: async (input) => {
      const note = await credit.mutateAsync(input);
      showToast({ code: "invoice.credited", text: `${note.invoiceNumber} was issued` });
      onDone(note.id);
      await readAgain();
    },
  });
  return (
    <Dialog title={`Credit ${view.invoice.invoiceNumber}`} onClose={onClose} size={620}>
      <form onSubmit={submit} noValidate aria-label="Credit note">
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          A credit note over these quantities is issued at once, with a number of its own. The invoice stays as it is.
          What was paid too much can be paid back afterwards.
        </p>
        <PlainTable
          label="What is credited"
          entity="invoice_line"
          rows={lines.map((line, index) => ({ ...line, index }))}
          rowId={(line) => line.id}
          empty="Everything on it is credited."
          columns={[
            { header: "SKU", cell: (line) => <span className="strong">{line.sku ?? line.description}</span> },
            {
              header: "Left",
              align: "end",
              cell: (line) => <Quantity value={leftOf(line)} unit={line.unitCode ?? "EA"} />,
            },
            {
              header: "Credit",
              align: "end",
              cell: (line) => (
                <DecimalField
                  size="xs"
                  aria-label={`Credit of ${line.sku ?? line.description}`}
                  {...form.getInputProps(`lines.${line.index}.quantity`)}
                />
              ),
            },
          ]}
        />
        <Textarea
          label="Reason"
          mt={12}
          required
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.getInputProps("reason")}
        />
        <FormButtons verb="Issue credit note" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
