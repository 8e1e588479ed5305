import { PASSWORD_MIN_BYTES } from "@invista/contracts/password";
import { Button, PasswordInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useServices } from "../../shared/api/services.ts";
import { trpc } from "../../shared/api/trpc.ts";
import styles from "../../shared/form/form.module.css";
import { explainAccount, passwordProblem } from "../../shared/session/explain-account.ts";
import { useMe } from "../../shared/session/session.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

const SHOW = { "aria-label": "Show the password" };

/** Another password; it ends every other session. */
export function ChangePassword() {
  const { auth } = useServices();
  const { user } = useMe();
  const utils = trpc.useUtils();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [problem, setProblem] = useState<{ field: "current" | "next"; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (current === "") return setProblem({ field: "current", text: "Enter the password you have now." });
    const weak = passwordProblem(next, [user.displayName, user.email ?? ""]);
    if (weak) return setProblem({ field: "next", text: weak });
    setBusy(true);
    setProblem(null);
    const { error } = await auth.updateUser({ password: next, current_password: current });
    setBusy(false);
    if (error)
      return setProblem({
        field: error.code?.startsWith("current_password") ? "current" : "next",
        text: explainAccount(error),
      });
    setCurrent("");
    setNext("");
    await utils.session.list.invalidate();
    showToast({ code: "password.changed", text: "Your password was changed; all other sessions ended" });
  };
  return (
    <Panel title="Password" hint="A new one ends every other session">
      <form onSubmit={(event) => void submit(event)} noValidate aria-label="Change the password">
        <div className={styles.grid}>
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            visibilityToggleButtonProps={SHOW}
            value={current}
            error={problem?.field === "current" ? problem.text : null}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            description={`At least ${PASSWORD_MIN_BYTES} characters`}
            inputWrapperOrder={["label", "input", "description", "error"]}
            autoComplete="new-password"
            visibilityToggleButtonProps={SHOW}
            value={next}
            error={problem?.field === "next" ? problem.text : null}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
        </div>
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" loading={busy} disabled={current === "" && next === ""}>
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  );
}
