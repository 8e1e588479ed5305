import { Button } from "@mantine/core";
import type { ReturnView } from "@invista/contracts/returns/returns";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { InspectReturnDialog } from "./inspect-return-dialog.tsx";
import { ReasonForm } from "./reason-form.tsx";
import { ReceiveReturnDialog } from "./receive-return-dialog.tsx";
import { useReadReturnsAgain } from "./use-read-returns-again.ts";

type Step = ReturnView["actions"][number];
type Asked = Exclude<Step, "reject" | "cancel" | "receive" | "inspect">;

const LABELS: Record<Step, string> = {
  cancel: "Cancel…",
  reject: "Reject…",
  reopen: "Open again",
  close: "Close",
  replace: "Replace…",
  refund: "Refund…",
  approve: "Approve",
  receive: "Receive…",
  inspect: "Decide…",
};
/** The step that people come for stands last and filled. */
const ORDER: readonly Step[] = [
  "cancel",
  "reject",
  "reopen",
  "close",
  "replace",
  "refund",
  "approve",
  "receive",
  "inspect",
];
const MAIN: ReadonlySet<Step> = new Set<Step>(["approve", "receive", "inspect", "refund"]);
const EFFECTS: Record<Asked, string> = {
  approve: "The customer may send the goods. They go into quarantine when they come.",
  refund:
    "A credit note is issued at once for what came back and is neither replaced nor sent back. What was paid too much is then paid back from the invoice.",
  replace: "A new order at no price is placed and its stock reserved.",
  close: "Nothing is left to do. It can be opened again.",
  reopen: "It can be refunded, replaced and closed again.",
};

/** The next lawful steps of a return, as far as the person's role goes. */
export function ReturnSteps({ view }: { view: ReturnView }) {
  const navigate = useNavigate();
  const readAgain = useReadReturnsAgain();
  const approve = trpc.returns.approve.useMutation();
  const refund = trpc.returns.refund.useMutation();
  const replace = trpc.returns.replace.useMutation();
  const close = trpc.returns.close.useMutation();
  const reopen = trpc.returns.reopen.useMutation();
  const [asked, setAsked] = useState<Step | null>(null);
  const { id, version, rmaNumber } = view.row;
  const say = (code: string, text: string) => showToast({ code: `return.${code}`, text });
  const run: Record<Asked, () => Promise<void>> = {
    approve: async () => {
      await approve.mutateAsync({ id, version, idempotencyKey: newKey() });
      say("approved", `${rmaNumber} was approved`);
    },
    refund: async () => {
      const done = await refund.mutateAsync({ id, version, idempotencyKey: newKey() });
      say("refunded", `${plural(done.creditNotes.length, "credit note")} issued for ${rmaNumber}`);
    },
    replace: async () => {
      const order = await replace.mutateAsync({ id, version, place: true, idempotencyKey: newKey() });
      say("replaced", `${order.orderNumber} replaces it`);
      await navigate({ to: "/orders/$orderId", params: { orderId: order.id } });
    },
    close: async () => {
      await close.mutateAsync({ id, version, idempotencyKey: newKey() });
      say("closed", `${rmaNumber} was closed`);
    },
    reopen: async () => {
      await reopen.mutateAsync({ id, version, idempotencyKey: newKey() });
      say("reopened", `${rmaNumber} is open again`);
    },
  };
  const end = () => setAsked(null);
  const confirmed = asked !== null && isAsked(asked) ? asked : null;
  return (
    <>
      {ORDER.filter((step) => view.actions.includes(step)).map((step) => (
        <Button key={step} {...(MAIN.has(step) ? { variant: "filled" } : {})} onClick={() => setAsked(step)}>
          {LABELS[step]}
        </Button>
      ))}
      {asked === "receive" ? <ReceiveReturnDialog view={view} onClose={end} /> : null}
      {asked === "inspect" ? <InspectReturnDialog view={view} onClose={end} /> : null}
      {asked === "reject" || asked === "cancel" ? <ReasonForm step={asked} row={view.row} onClose={end} /> : null}
      {confirmed ? (
        <ConfirmDialog
          title={`${LABELS[confirmed].replace("…", "")} ${rmaNumber}`}
          effect={EFFECTS[confirmed]}
          confirm={LABELS[confirmed].replace("…", "")}
          onConfirm={async () => {
            await run[confirmed]();
            await readAgain();
          }}
          onClose={end}
        />
      ) : null}
    </>
  );
}

function isAsked(step: Step): step is Asked {
  return Object.hasOwn(EFFECTS, step);
}
