import { Button, Textarea } from "@mantine/core";
import { holdLotInput, type LotView } from "@invista/contracts/lot/lot";
import { type LotStatus } from "@invista/contracts/lot/trace";
import type { Permission } from "@invista/contracts/permissions";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { plural } from "../../shared/format/words.ts";
import { useMe } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

interface Step {
  readonly name: "hold" | "release" | "recall";
  readonly label: string;
  readonly from: readonly LotStatus[];
  readonly permission: (status: LotStatus) => Permission;
  readonly effect: (view: LotView) => string;
  readonly done: string;
}

const STEPS: readonly Step[] = [
  {
    name: "hold",
    label: "Hold",
    from: ["RELEASED", "QUARANTINE"],
    permission: () => "lot:update",
    effect: () => "Nothing more of it is promised until it is released. What is reserved stays reserved.",
    done: "is on hold",
  },
  {
    name: "recall",
    label: "Recall",
    from: ["RELEASED", "HOLD", "QUARANTINE"],
    permission: () => "lot:recall",
    effect: (view) =>
      `Nothing more of it leaves. ${promised(view)} Whoever may change lots is told. The list of who got some of it stays on this page.${inKits(view)}`,
    done: "was recalled",
  },
  {
    name: "release",
    label: "Release",
    from: ["HOLD", "QUARANTINE", "RECALLED"],
    permission: (status) => (status === "RECALLED" ? "lot:recall" : "lot:update"),
    effect: () => "It can be promised and shipped again.",
    done: "was released",
  },
];

function promised(view: LotView): string {
  const orders = view.receivers.filter((one) => one.state === "PROMISED" && one.through === null).length;
  return orders === 0
    ? "Nothing of it is promised."
    : `What ${plural(orders, "order")} had reserved and not picked is given back.`;
}

/** Kits are lots of their own: each is recalled by itself. */
function inKits(view: LotView): string {
  const lots = [
    ...new Set(view.madeInto.flatMap((one) => (one.lotNumber ? [`${one.sku}, lot ${one.lotNumber}`] : []))),
  ];
  if (lots.length > 0)
    return ` It is in ${lots.slice(0, 5).join("; ")}${lots.length > 5 ? " and others" : ""}: recall those too.`;
  return view.madeInto.length > 0 ? " It is in kits, which this does not stop." : "";
}

/** The lawful steps of a lot, as far as the person's role goes. */
export function LotSteps({ view }: { view: LotView }) {
  const { permissions } = useMe();
  const [asked, setAsked] = useState<Step | null>(null);
  const { status } = view.lot;
  return (
    <>
      {STEPS.filter((step) => step.from.includes(status) && permissions.includes(step.permission(status))).map(
        (step) => (
          <Button
            key={step.name}
            onClick={() => setAsked(step)}
            {...(step.name === "recall" ? { variant: "filled", color: "red.8" } : {})}
          >
            {step.label}
          </Button>
        ),
      )}
      {asked ? <StepDialog step={asked} view={view} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function StepDialog({ step, view, onClose }: { step: Step; view: LotView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const send = {
    hold: trpc.lot.hold.useMutation(),
    release: trpc.lot.release.useMutation(),
    recall: trpc.lot.recall.useMutation(),
  }[step.name];
  const { id, version, lotNumber } = view.lot;
  const { form, refusal, busy, submit } = useCommandForm<{ reason: string }, typeof holdLotInput>({
    schema: holdLotInput,
    initial: { reason: "" },
    toInput: (values, idempotencyKey) => ({ id, version, reason: values.reason, idempotencyKey }),
    send: async (input) => {
      const done = await send.mutateAsync(input);
      const freed = done.released > 0 ? `, ${plural(done.released, "reservation")} given back` : "";
      showToast({ code: `lot.${step.name}`, text: `Lot ${lotNumber} ${step.done}${freed}` });
      await Promise.all([utils.lot.invalidate(), utils.stock.invalidate(), utils.order.invalidate()]);
      onClose();
    },
  });
  return (
    <Dialog title={`${step.label} lot ${lotNumber}?`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label={`${step.label} the lot`}>
        <p style={{ color: "var(--text-2)", marginBottom: 14 }}>{step.effect(view)}</p>
        <FormAlert refusal={refusal} />
        <Textarea
          label="Reason"
          required
          data-autofocus
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          {...form.getInputProps("reason")}
        />
        <FormButtons verb={step.label} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
