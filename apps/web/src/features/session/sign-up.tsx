import { PASSWORD_MIN_BYTES } from "@invista/contracts/password";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState, type SubmitEvent } from "react";
import { z } from "zod";
import { readConfig } from "../../shared/api/config.ts";
import { useServices } from "../../shared/api/services.ts";
import { explainAccount, passwordProblem } from "../../shared/session/explain-account.ts";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { EntryCard } from "./entry-card.tsx";
import { MailCode } from "./recover-steps.tsx";
import styles from "./recover-steps.module.css";

const typed = z.object({
  firstName: z.string().trim(),
  lastName: z.string().trim(),
  email: z.string().trim(),
  password: z.string(),
});
type Field = keyof z.infer<typeof typed>;

/** An account of one's own making, where the company lets people make one; the mail proves the address. */
export function SignUp({ linkCode, onDone }: { linkCode: string | null; onDone: () => void }) {
  const { auth, queryClient } = useServices();
  const config = useQuery({ queryKey: ["config"], queryFn: readConfig });
  const [email, setEmail] = useState<string | null>(null);
  const [linkProblem, setLinkProblem] = useState<string | null>(null);
  const finish = () => {
    queryClient.clear();
    onDone();
  };
  useEffect(() => {
    if (!linkCode) return;
    void auth.exchangeCodeForSession(linkCode).then(({ error }) => {
      if (!error) return finish();
      setLinkProblem(
        "This link is too old or was asked for in another browser. Your address counts as confirmed: sign in.",
      );
    });
    // Once per link.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [linkCode]);
  return (
    <EntryCard title="Create an account">
      <QueryArea query={config} loading={<Skeleton height={260} />}>
        {({ signUp }) =>
          linkProblem ? (
            <p role="alert">{linkProblem}</p>
          ) : email !== null ? (
            <MailCode
              email={email}
              type="signup"
              hint={`If ${email} has no account yet, a mail is on its way. Open its link in this browser, or enter the code it has.`}
              onProved={finish}
              onBack={() => setEmail(null)}
            />
          ) : signUp ? (
            <AccountForm onAsked={setEmail} onDone={finish} />
          ) : (
            <p>Accounts are made by invitation here. An administrator of your company can invite you.</p>
          )
        }
      </QueryArea>
      <Link to="/sign-in">Back to sign-in</Link>
    </EntryCard>
  );
}

function AccountForm({ onAsked, onDone }: { onAsked: (email: string) => void; onDone: () => void }) {
  const { auth } = useServices();
  const [problem, setProblem] = useState<{ field: Field; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = typed.parse(Object.fromEntries(new FormData(event.currentTarget)));
    const { email, password, firstName, lastName } = values;
    if (firstName === "") return setProblem({ field: "firstName", text: "Enter your first name." });
    if (!email.includes("@")) return setProblem({ field: "email", text: "Enter the address you will sign in with." });
    const weak = passwordProblem(password, [firstName, lastName, email]);
    if (weak) return setProblem({ field: "password", text: weak });
    setBusy(true);
    setProblem(null);
    const { data, error } = await auth.signUp({
      email,
      password,
      options: { data: { first_name: firstName, last_name: lastName }, emailRedirectTo: `${location.origin}/sign-up` },
    });
    setBusy(false);
    if (error)
      return setProblem({ field: error.code === "weak_password" ? "password" : "email", text: explainAccount(error) });
    return data.session ? onDone() : onAsked(email);
  };
  const field = (name: Field) => ({ name, size: "md", error: problem?.field === name ? problem.text : null }) as const;
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput label="First name" autoComplete="given-name" {...field("firstName")} />
      <TextInput label="Last name" autoComplete="family-name" {...field("lastName")} />
      <TextInput label="E-mail" type="email" autoComplete="username" autoCapitalize="none" {...field("email")} />
      <PasswordInput
        label="Password"
        description={`At least ${PASSWORD_MIN_BYTES} characters: a few words only you would put together`}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        {...field("password")}
      />
      <Button type="submit" variant="filled" loading={busy}>
        Create account
      </Button>
    </form>
  );
}
