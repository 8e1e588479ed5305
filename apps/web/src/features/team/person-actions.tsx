import type { UserRow } from "@invista/contracts/user/user";
import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { useCan, useMe } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./team.module.css";

interface Step {
  readonly name: string;
  readonly verb: string;
  readonly effect: ReactNode;
  readonly danger: boolean;
  readonly done: string;
  readonly run: () => Promise<unknown>;
}

/** What can be done with an account as it stands; each step tells its effect first. */
export function PersonActions({ person }: { person: UserRow }) {
  const steps = useSteps(person);
  const utils = trpc.useUtils();
  const [open, setOpen] = useState<Step | null>(null);
  if (steps.length === 0) return null;
  const run = async (step: Step) => {
    await step.run();
    await Promise.all([utils.user.invalidate(), utils.session.invalidate()]);
    showToast({ code: "user.changed", text: step.done });
  };
  return (
    <div className={styles.actions}>
      {steps.map((step) => (
        <Button key={step.name} onClick={() => setOpen(step)}>
          {step.name}
        </Button>
      ))}
      {open ? (
        <ConfirmDialog
          title={`${open.verb} ${person.name}`}
          effect={open.effect}
          confirm={open.name}
          danger={open.danger}
          onConfirm={() => run(open)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

function useSteps(person: UserRow): Step[] {
  const me = useMe();
  const maySuspend = useCan("user:suspend");
  const mayRemove = useCan("user:delete");
  const mayReset = useCan("user:reset_mfa");
  const suspend = trpc.user.suspend.useMutation();
  const reactivate = trpc.user.reactivate.useMutation();
  const remove = trpc.user.remove.useMutation();
  const reset = trpc.user.resetMfa.useMutation();
  if (person.id === me.user.id) return [];
  const { id, version, name } = person;
  const change = () => ({ id, version, idempotencyKey: newKey() });
  const sessions = plural(person.activeSessions, "session");
  const keys = plural(person.openApiKeys, "API key");
  const roles = person.roles.length > 0 ? person.roles.join(", ") : "no role";
  const steps: (Step | false)[] = [
    maySuspend &&
      person.status === "ACTIVE" && {
        name: "Suspend",
        verb: "Suspend",
        effect: `Ends ${sessions} at once, stops ${keys} and keeps ${name} from signing in. Roles stay for the day the account is reactivated.`,
        danger: true,
        done: `${name} was suspended`,
        run: () => suspend.mutateAsync(change()),
      },
    maySuspend &&
      person.status === "SUSPENDED" && {
        name: "Reactivate",
        verb: "Reactivate",
        effect: `${name} can sign in again, as ${roles}.`,
        danger: false,
        done: `${name} can sign in again`,
        run: () => reactivate.mutateAsync(change()),
      },
    mayReset &&
      person.mfaEnabled && {
        name: "Reset two-factor",
        verb: "Reset two-factor sign-in of",
        effect: `Removes all authenticators and recovery codes of ${name} and ends ${sessions}. Until a new one is set up, the password alone is enough. ${name} is notified.`,
        danger: true,
        done: `Two-factor sign-in of ${name} was reset`,
        run: () => reset.mutateAsync({ id, idempotencyKey: newKey() }),
      },
    mayRemove &&
      (person.status === "ACTIVE" || person.status === "SUSPENDED") && {
        name: "Remove",
        verb: "Remove",
        effect: `Can't be undone. Ends ${sessions}, revokes ${keys}, takes the role ${roles}, and deletes name, address and picture. What ${name} did stays and reads "Removed user".`,
        danger: true,
        done: `${name} was removed`,
        run: () => remove.mutateAsync(change()),
      },
  ];
  return steps.filter((step) => step !== false);
}
