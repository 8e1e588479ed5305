import { PASSWORD_MIN_BYTES } from "@invista/contracts/password";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";
import { useServices } from "../../shared/api/services.ts";
import { explainAccount, passwordProblem } from "../../shared/session/explain-account.ts";
import styles from "./recover-steps.module.css";

/** One field and its verb: what every step of a recovery is. */
function useStep(run: (value: string) => Promise<string | null>, first: string | null = null) {
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState(first);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setProblem(await run(value.trim()));
    setBusy(false);
  };
  return { value, setValue, problem, busy, onSubmit: (event: SubmitEvent<HTMLFormElement>) => void submit(event) };
}

/** Asks for the mail; the answer is the same whether the address has an account or not. */
export function AskForMail({ problem, onAsked }: { problem: string | null; onAsked: (email: string) => void }) {
  const { auth } = useServices();
  const step = useStep(async (email) => {
    if (!email.includes("@")) return "Enter the address you sign in with.";
    const { error } = await auth.resetPasswordForEmail(email, { redirectTo: `${location.origin}/recover` });
    if (error) return explainAccount(error);
    onAsked(email);
    return null;
  }, problem);
  return (
    <form className={styles.form} onSubmit={step.onSubmit} noValidate>
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        size="md"
        value={step.value}
        error={step.problem}
        onChange={(event) => step.setValue(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" loading={step.busy}>
        Send me a mail
      </Button>
      <Link to="/sign-in">Back to sign-in</Link>
    </form>
  );
}

/** The code of the mail, for when its link was opened elsewhere. */
export function MailCode({
  email,
  type,
  hint,
  onProved,
  onBack,
}: {
  email: string;
  type: "recovery" | "signup";
  hint: string;
  onProved: () => void;
  onBack: () => void;
}) {
  const { auth } = useServices();
  const step = useStep(async (token) => {
    if (token === "") return "Enter the six digits of the mail.";
    const { error } = await auth.verifyOtp({ email, token, type });
    if (error) return explainAccount(error);
    onProved();
    return null;
  });
  return (
    <form className={styles.form} onSubmit={step.onSubmit} noValidate>
      <p>{hint}</p>
      <TextInput
        label="Code from the mail"
        inputMode="numeric"
        autoComplete="one-time-code"
        size="md"
        value={step.value}
        error={step.problem}
        onChange={(event) => step.setValue(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" loading={step.busy}>
        Continue
      </Button>
      <Button onClick={onBack}>Another address</Button>
    </form>
  );
}

/** The new password, which ends all other sessions. */
export function NewPassword({ onDone }: { onDone: () => void }) {
  const { auth } = useServices();
  const step = useStep(async (password) => {
    const { data } = await auth.getUser();
    const weak = passwordProblem(password, [data.user?.email ?? ""]);
    if (weak) return weak;
    const { error } = await auth.updateUser({ password });
    if (error) return explainAccount(error);
    onDone();
    return null;
  });
  return (
    <form className={styles.form} onSubmit={step.onSubmit} noValidate>
      <PasswordInput
        label="New password"
        description={`At least ${PASSWORD_MIN_BYTES} characters: a few words only you would put together`}
        autoComplete="new-password"
        size="md"
        visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        value={step.value}
        error={step.problem}
        onChange={(event) => step.setValue(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" loading={step.busy}>
        Save and go on
      </Button>
    </form>
  );
}
