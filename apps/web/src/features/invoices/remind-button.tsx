import { Button } from "@mantine/core";
import type { InvoiceRow } from "@invista/contracts/invoice/read-invoice";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadInvoicesAgain } from "./use-read-invoices-again.ts";

/** Writes down that the chosen overdue invoices were reminded of. */
export function RemindButton({ invoices, onDone }: { invoices: readonly InvoiceRow[]; onDone: () => void }) {
  const remind = trpc.invoice.remind.useMutation();
  const readAgain = useReadInvoicesAgain();
  const [isAsking, setAsking] = useState(false);
  const overdue = invoices.filter((invoice) => invoice.daysOverdue > 0);
  const run = async () => {
    const { reminded } = await remind.mutateAsync({ ids: overdue.map(({ id }) => id), idempotencyKey: newKey() });
    showToast({ code: "invoice.reminded", text: `${plural(reminded, "reminder")} written down` });
    await readAgain();
    onDone();
  };
  return (
    <>
      <Button size="xs" disabled={overdue.length === 0 || overdue.length > 200} onClick={() => setAsking(true)}>
        Reminded…
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title="Customers were reminded"
          effect={`Writes down a reminder on ${plural(overdue.length, "overdue invoice")}${overdue.length < invoices.length ? `; the other ${invoices.length - overdue.length} of the chosen are not overdue` : ""}. No mail is sent from here.`}
          confirm="Write down"
          onConfirm={run}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
