import { Button } from "@mantine/core";
import type { Permission } from "@invista/contracts/permissions";
import type { CountStatus } from "@invista/contracts/count/count";
import type { CountView } from "@invista/contracts/count/read-count";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { plural } from "../../shared/format/words.ts";
import { useMe } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

type StepName = "start" | "finish" | "approve" | "cancel";

interface Step {
  readonly name: StepName;
  readonly label: string;
  readonly permission: Permission;
  readonly in: readonly CountStatus[];
}

const STEPS: readonly Step[] = [
  {
    name: "cancel",
    label: "Cancel",
    permission: "count:cancel",
    in: ["PLANNED", "COUNTING", "COUNTED", "RECOUNT", "IN_REVIEW"],
  },
  { name: "start", label: "Start counting", permission: "count:count", in: ["PLANNED"] },
  { name: "finish", label: "Finish", permission: "count:count", in: ["COUNTING", "RECOUNT"] },
  { name: "approve", label: "Approve and post", permission: "count:approve", in: ["IN_REVIEW"] },
];

/** The next lawful steps of a count, as far as the person's role goes; who counted is offered no approval. */
export function CountSteps({ view }: { view: CountView }) {
  const { permissions } = useMe();
  const [asked, setAsked] = useState<StepName | null>(null);
  const { count } = view;
  const steps = STEPS.filter(
    (step) =>
      step.in.includes(count.status) &&
      permissions.includes(step.permission) &&
      (step.name !== "approve" || (!view.countedByMe && count.toResolve === 0)),
  );
  return (
    <>
      {steps.map((step) => (
        <Button
          key={step.name}
          {...(step.name === "cancel" ? {} : { variant: "filled" })}
          onClick={() => setAsked(step.name)}
        >
          {step.label}
        </Button>
      ))}
      {asked ? <StepDialog name={asked} view={view} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function StepDialog({ name, view, onClose }: { name: StepName; view: CountView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const { permissions } = useMe();
  const start = trpc.count.start.useMutation();
  const finish = trpc.count.finish.useMutation();
  const approve = trpc.count.approve.useMutation();
  const cancel = trpc.count.cancel.useMutation();
  const { id, version, countNumber, left } = view.count;
  const leaveOut = name === "finish" && left > 0 && permissions.includes("count:create");
  const words = wordsOf(name, view, leaveOut);
  const run = async () => {
    const step = { id, version, idempotencyKey: newKey() };
    if (name === "start") {
      const { countNumber: number } = await start.mutateAsync(step);
      showToast({ code: "count.started", text: `${number} has begun` });
    } else if (name === "finish") {
      const { status } = await finish.mutateAsync({ ...step, leaveOut });
      const next = status === "RECOUNT" ? "some lines are to be counted again" : "it is in review";
      showToast({ code: "count.finished", text: `${countNumber}: ${next}` });
    } else if (name === "approve") {
      const posted = await approve.mutateAsync(step);
      showToast({
        code: "count.approved",
        text: `${countNumber} is posted: ${plural(posted.adjusted, "adjustment")}`,
        ...(permissions.includes("operation:undo") ? { undo: () => undo(posted.operationId) } : {}),
      });
    } else {
      await cancel.mutateAsync(step);
      showToast({ code: "count.cancelled", text: `${countNumber} was cancelled` });
    }
    await Promise.all([utils.count.invalidate(), utils.stock.invalidate(), utils.dashboard.invalidate()]);
  };
  return (
    <ConfirmDialog
      title={words.title}
      effect={words.effect}
      confirm={words.confirm}
      danger={name === "cancel"}
      onConfirm={run}
      onClose={onClose}
    />
  );
}

function wordsOf(name: StepName, view: CountView, leaveOut: boolean) {
  const { countNumber, left, differing, status } = view.count;
  if (name === "start")
    return {
      title: `Start ${countNumber}`,
      effect: "What each position holds now is noted down. Stock may move on while it is counted.",
      confirm: "Start counting",
    };
  if (name === "cancel")
    return {
      title: `Cancel ${countNumber}`,
      effect: "Nothing is posted. What was counted is kept to be read.",
      confirm: "Cancel count",
    };
  if (name === "approve")
    return {
      title: `Approve ${countNumber}`,
      effect:
        differing === 0
          ? "Nothing differs: no stock changes, and its positions are counted."
          : `Posts ${plural(differing ?? 0, "adjustment")}, all or none. What moved since it was counted stays moved.`,
      confirm: "Approve and post",
    };
  const lines = plural(left, "line");
  return {
    title: `Finish ${countNumber}`,
    effect: !leaveOut
      ? "Lines that differ are to be counted again by someone else; if none does, it goes into review."
      : status === "RECOUNT"
        ? `${lines} will not be counted again: the number before stands, and the difference needs its cause.`
        : `${lines} not counted will be taken off this count.`,
    confirm: leaveOut ? `Finish without ${lines}` : "Finish",
  };
}
