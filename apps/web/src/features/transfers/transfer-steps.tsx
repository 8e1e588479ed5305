import { Button } from "@mantine/core";
import type { Permission } from "@invista/contracts/permissions";
import type { TransferStatus, TransferView } from "@invista/contracts/transfer/transfer";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useReadTransfersAgain } from "../../shared/api/use-read-transfers-again.ts";
import { useMe } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { DispatchDialog } from "./dispatch-dialog.tsx";
import { SettleDialog, type SettleKind } from "./settle-dialog.tsx";

type StepName = "approve" | "cancel";

interface Step {
  readonly name: StepName | "dispatch" | SettleKind;
  readonly label: string;
  readonly permission: Permission;
  readonly in: readonly TransferStatus[];
  readonly isMain: boolean;
  readonly effect: string;
  readonly done: string;
}

const STEPS: readonly Step[] = [
  {
    name: "cancel",
    label: "Cancel",
    permission: "transfer:cancel",
    in: ["DRAFT", "APPROVED"],
    isMain: false,
    effect: "Nothing is sent. What was reserved for it is free again.",
    done: "was cancelled",
  },
  {
    name: "resolve",
    label: "Write off…",
    permission: "transfer:resolve",
    in: ["IN_TRANSIT", "PARTIALLY_RECEIVED"],
    isMain: false,
    effect: "",
    done: "",
  },
  {
    name: "approve",
    label: "Approve",
    permission: "transfer:approve",
    in: ["DRAFT"],
    isMain: true,
    effect: "Reserves all of it at the source, or nothing.",
    done: "was approved and its stock reserved",
  },
  {
    name: "dispatch",
    label: "Dispatch",
    permission: "transfer:pick",
    in: ["APPROVED", "PICKING"],
    isMain: true,
    effect: "",
    done: "",
  },
  {
    name: "receive",
    label: "Receive…",
    permission: "transfer:receive",
    in: ["IN_TRANSIT", "PARTIALLY_RECEIVED"],
    isMain: true,
    effect: "",
    done: "",
  },
];

/** The next lawful steps of a transfer, as far as the person's role goes. */
export function TransferSteps({ view }: { view: TransferView }) {
  const { permissions } = useMe();
  const [asked, setAsked] = useState<Step | null>(null);
  const send = {
    approve: trpc.transfer.approve.useMutation(),
    cancel: trpc.transfer.cancel.useMutation(),
  };
  const { id, version, status } = view.transfer;
  const steps = STEPS.filter((step) => step.in.includes(status) && permissions.includes(step.permission));
  const readAgain = useReadTransfersAgain();
  const run = async (name: StepName, done: string) => {
    const moved = await send[name].mutateAsync({ id, version, idempotencyKey: newKey() });
    await readAgain();
    showToast({ code: `transfer.${name}`, text: `${moved.transferNumber} ${done}` });
  };
  const close = () => setAsked(null);
  return (
    <>
      {steps.map((step) => (
        <Button key={step.name} {...(step.isMain ? { variant: "filled" } : {})} onClick={() => setAsked(step)}>
          {step.label}
        </Button>
      ))}
      {asked?.name === "receive" || asked?.name === "resolve" ? (
        <SettleDialog kind={asked.name} view={view} onClose={close} />
      ) : asked?.name === "dispatch" ? (
        <DispatchDialog view={view} onClose={close} />
      ) : asked ? (
        <ConfirmDialog
          title={`${asked.label} ${view.transfer.transferNumber}`}
          effect={asked.effect}
          confirm={asked.name === "cancel" ? "Cancel transfer" : asked.label}
          danger={asked.name === "cancel"}
          onConfirm={() => (isStep(asked.name) ? run(asked.name, asked.done) : Promise.resolve())}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function isStep(name: Step["name"]): name is StepName {
  return name === "approve" || name === "cancel";
}
