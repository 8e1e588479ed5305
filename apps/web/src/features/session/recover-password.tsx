import { useEffect, useState } from "react";
import { useServices } from "../../shared/api/services.ts";
import { CodeForm } from "../../shared/session/code-form.tsx";
import { EntryCard } from "./entry-card.tsx";
import { AskForMail, MailCode, NewPassword } from "./recover-steps.tsx";

type Step = { name: "ask"; problem?: string } | { name: "code"; email: string } | { name: "factor" | "password" };

/** A lost password: a mail with a code and a link, the second factor where there is one, then a new password. */
export function RecoverPassword({ linkCode, onDone }: { linkCode: string | null; onDone: () => void }) {
  const { auth, queryClient } = useServices();
  const [step, setStep] = useState<Step>({ name: "ask" });
  const proved = async () => {
    const { data } = await auth.getUser();
    const hasFactor = data.user?.factors?.some((factor) => factor.status === "verified");
    setStep({ name: hasFactor ? "factor" : "password" });
  };
  useEffect(() => {
    if (!linkCode) return;
    void auth.exchangeCodeForSession(linkCode).then(({ error }) => {
      // A link opens only in the browser that asked for it; its mail has a code for all others.
      if (error)
        setStep({
          name: "ask",
          problem: "This link is too old or was asked for in another browser. Ask for a new one.",
        });
      else void proved();
    });
    // Once per link.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [linkCode]);
  const leave = () => {
    void auth.signOut({ scope: "local" });
    setStep({ name: "ask" });
  };
  const finish = () => {
    queryClient.clear();
    onDone();
  };
  return (
    <EntryCard title={step.name === "factor" ? "Two-factor sign-in" : "Choose a new password"}>
      {step.name === "ask" ? (
        <AskForMail problem={step.problem ?? null} onAsked={(email) => setStep({ name: "code", email })} />
      ) : null}
      {step.name === "code" ? (
        <MailCode
          email={step.email}
          type="recovery"
          hint={`If ${step.email} has an account, a mail is on its way. Open its link in this browser, or enter the code it has.`}
          onProved={() => void proved()}
          onBack={() => setStep({ name: "ask" })}
        />
      ) : null}
      {step.name === "factor" ? <CodeForm onDone={() => setStep({ name: "password" })} onCancel={leave} /> : null}
      {step.name === "password" ? <NewPassword onDone={finish} /> : null}
    </EntryCard>
  );
}
