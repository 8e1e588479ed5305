import { Button } from "@mantine/core";
import type { InvoiceView } from "@invista/contracts/invoice/read-invoice";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { CreditDialog } from "./credit-dialog.tsx";
import { IssueDialog } from "./issue-dialog.tsx";
import { PayDialog } from "./pay-dialog.tsx";
import { useReadInvoicesAgain } from "./use-read-invoices-again.ts";

type Step = InvoiceView["actions"][number];
const LABELS: Record<Step, string> = { discard: "Discard", credit: "Credit…", issue: "Issue…", pay: "Record payment" };
/** The step that people come for stands last and filled. */
const ORDER: readonly Step[] = ["discard", "credit", "issue", "pay"];

/** The next lawful steps of an invoice, as far as the person's role goes. */
export function InvoiceSteps({ view }: { view: InvoiceView }) {
  const navigate = useNavigate();
  const discard = trpc.invoice.discard.useMutation();
  const readAgain = useReadInvoicesAgain();
  const [asked, setAsked] = useState<Step | null>(null);
  const close = () => setAsked(null);
  const { id, version, orderNumber } = view.invoice;
  const giveUp = async () => {
    await discard.mutateAsync({ id, version, idempotencyKey: newKey() });
    showToast({ code: "invoice.discarded", text: `The draft for ${orderNumber} was discarded` });
    await readAgain();
  };
  return (
    <>
      {ORDER.filter((step) => view.actions.includes(step)).map((step) => (
        <Button
          key={step}
          {...(step === "issue" || step === "pay" ? { variant: "filled" } : {})}
          onClick={() => setAsked(step)}
        >
          {LABELS[step]}
        </Button>
      ))}
      {asked === "issue" ? <IssueDialog view={view} onClose={close} /> : null}
      {asked === "pay" ? <PayDialog invoice={view.invoice} onClose={close} /> : null}
      {asked === "credit" ? (
        <CreditDialog
          view={view}
          onClose={close}
          onDone={(invoiceId) => {
            close();
            void navigate({ to: "/invoices/$invoiceId", params: { invoiceId } });
          }}
        />
      ) : null}
      {asked === "discard" ? (
        <ConfirmDialog
          title="Discard the draft"
          effect="It never had a number. What it billed can be invoiced anew."
          confirm="Discard"
          danger
          onConfirm={giveUp}
          onClose={close}
        />
      ) : null}
    </>
  );
}
