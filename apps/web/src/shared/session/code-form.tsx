import { Button, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useServices } from "../api/services.ts";
import { Skeleton } from "../ui/query-area.tsx";
import styles from "./code-form.module.css";
import { explainCode } from "./explain-code.ts";
import { RecoveryForm } from "./recovery-form.tsx";

/** Asks for a code of one of the person's authenticators, or for a recovery code when they are lost. */
export function CodeForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const [isLost, setLost] = useState(false);
  return isLost ? (
    <RecoveryForm onDone={onDone} onBack={() => setLost(false)} />
  ) : (
    <AuthenticatorForm onDone={onDone} onCancel={onCancel} onLost={() => setLost(true)} />
  );
}

function AuthenticatorForm({
  onDone,
  onCancel,
  onLost,
}: {
  onDone: () => void;
  onCancel: () => void;
  onLost: () => void;
}) {
  const { auth } = useServices();
  const factors = useQuery({
    queryKey: ["own-factors"],
    gcTime: 0,
    queryFn: async () => {
      const { data, error } = await auth.mfa.listFactors();
      if (error) throw error;
      return data.totp;
    },
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const factorId = chosen ?? factors.data?.[0]?.id;

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const digits = code.replace(/\D/g, "");
    if (digits.length !== 6) return setProblem("Enter the six digits that your authenticator shows.");
    if (!factorId) return;
    setBusy(true);
    setProblem(null);
    const { error } = await auth.mfa.challengeAndVerify({ factorId, code: digits });
    setBusy(false);
    if (!error) return onDone();
    setProblem(explainCode(error));
    setCode("");
  };

  if (factors.isPending) return <Skeleton height={120} />;
  const names = factors.data ?? [];
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {names.length > 1 ? (
        <Select
          label="Authenticator"
          allowDeselect={false}
          data={names.map((factor, index) => ({
            value: factor.id,
            label: factor.friendly_name ?? `Authenticator ${index + 1}`,
          }))}
          value={factorId ?? null}
          onChange={setChosen}
        />
      ) : null}
      <TextInput
        label="Code from your authenticator"
        className={styles.code ?? ""}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        value={code}
        error={problem ?? (factors.error ? "Your authenticators could not be read. Close this and try again." : null)}
        onChange={(event) => setCode(event.currentTarget.value)}
        data-autofocus
        // It is the only thing to do here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      <Button type="submit" variant="filled" loading={busy}>
        Confirm
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
      <button type="button" className={styles.switch} onClick={onLost}>
        Lost your authenticator? Use a recovery code
      </button>
    </form>
  );
}
