import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState, type KeyboardEvent, type SubmitEvent } from "react";
import { z } from "zod";
import { readConfig } from "../../shared/api/config.ts";
import { useServices } from "../../shared/api/services.ts";
import { CodeForm } from "../../shared/session/code-form.tsx";
import { EntryCard } from "./entry-card.tsx";
import styles from "./sign-in-form.module.css";
import { explainSignIn, type SignInProblem } from "./explain-sign-in.ts";

const typed = z.object({ email: z.string().trim(), password: z.string() });

/** E-mail and password; says apart a wrong password, no connection and a busy server. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const { auth, queryClient } = useServices();
  const config = useQuery({ queryKey: ["config"], queryFn: readConfig });
  const [asksForCode, setAsksForCode] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    // Read from the fields themselves: password managers fill them without telling React.
    const { email, password } = typed.parse(Object.fromEntries(new FormData(form)));
    if (email === "" || password === "")
      return setProblem({ kind: "wrong", text: "Enter your e-mail address and your password." });
    setBusy(true);
    setProblem(null);
    const { data, error } = await auth.signInWithPassword({ email, password });
    setBusy(false);
    if (!error) {
      queryClient.clear();
      // An account with a second factor is only half way in.
      if (data.user.factors?.some((factor) => factor.status === "verified")) return setAsksForCode(true);
      return onDone();
    }
    const found = explainSignIn(error);
    setProblem(found);
    if (found.kind === "wrong") form.querySelector<HTMLInputElement>("[name=password]")?.select();
  };
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));

  if (asksForCode)
    return (
      <EntryCard title="Two-factor sign-in">
        <CodeForm
          onDone={onDone}
          onCancel={() => {
            setAsksForCode(false);
            void auth.signOut({ scope: "local" });
          }}
        />
      </EntryCard>
    );
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate aria-labelledby="sign-in-title">
        <div className={styles.brand}>
          <span className={styles.mark} aria-hidden="true">
            i
          </span>
          Invista
        </div>
        <h1 id="sign-in-title">Sign in</h1>
        {problem ? (
          <div role="alert" className={styles.problem} data-kind={problem.kind} id="sign-in-problem">
            {problem.text}
          </div>
        ) : null}
        <TextInput
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          ref={first}
          required
          withAsterisk={false}
          size="md"
          aria-invalid={problem?.kind === "wrong"}
          aria-describedby={problem ? "sign-in-problem" : undefined}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
          onBlur={() => setCapsLock(false)}
          aria-invalid={problem?.kind === "wrong"}
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          description={capsLock ? "Caps Lock is on" : undefined}
          inputWrapperOrder={["label", "input", "description"]}
        />
        <Button type="submit" variant="filled" loading={busy} fullWidth>
          Sign in
        </Button>
        <p>
          <Link to="/recover">Forgot your password?</Link>
        </p>
        <p className="dim">
          No account yet?{" "}
          {config.data?.signUp ? (
            <Link to="/sign-up">Create one</Link>
          ) : (
            "An administrator of your company can invite you."
          )}
        </p>
      </form>
    </main>
  );
}
