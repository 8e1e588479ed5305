import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { factorName } from "@invista/contracts/mfa/mfa";
import { useState, type SubmitEvent } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { useServices } from "../../shared/api/services.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { askForCode } from "../../shared/session/step-up-store.ts";
import { explainCode } from "../../shared/session/explain-code.ts";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import styles from "./security.module.css";

/** Sets up an authenticator: picture and secret to take over, then its first code as proof. */
export function EnrolForm({
  first,
  onDone,
  onCancel,
}: {
  first: boolean;
  onDone: (codes: readonly string[] | null) => void;
  onCancel: () => void;
}) {
  const { auth } = useServices();
  const [attempt] = useState(newKey);
  const [name, setName] = useState(first ? "My phone" : "");
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<{ field: "name" | "code"; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = trpc.mfa.confirm.useMutation();
  const enrolment = useQuery({
    queryKey: ["enrol", attempt],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      // The auth server wants names that differ, also from attempts that were given up; the shown name is ours.
      const enrol = () => auth.mfa.enroll({ factorType: "totp", friendlyName: `Authenticator ${attempt}` });
      let { data, error } = await enrol();
      // One more authenticator is made by who has just shown that he has one.
      if (error?.code === "insufficient_aal" && (await new Promise<boolean>(askForCode)))
        ({ data, error } = await enrol());
      if (error) throw error;
      if (!data) throw new Error("the sign-in server gave no authenticator");
      return data;
    },
  });

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const factorId = enrolment.data?.id;
    const named = factorName.safeParse(name);
    const digits = code.replace(/\D/g, "");
    if (!factorId) return;
    if (!named.success) return setProblem({ field: "name", text: "Give it a name you will recognise." });
    if (digits.length !== 6)
      return setProblem({ field: "code", text: "Enter the six digits that the authenticator shows." });
    setBusy(true);
    setProblem(null);
    const { error } = await auth.mfa.challengeAndVerify({ factorId, code: digits });
    if (error) {
      setBusy(false);
      setCode("");
      return setProblem({ field: "code", text: explainCode(error) });
    }
    try {
      onDone((await confirm.mutateAsync({ factorId, name: named.data, idempotencyKey: attempt })).codes);
    } catch (refused) {
      setProblem({ field: "code", text: refusalOf(refused)?.message ?? "It could not be confirmed." });
    } finally {
      setBusy(false);
    }
  };

  return (
    <QueryArea query={enrolment} loading={<Skeleton height={240} />}>
      {({ totp }) => (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <div className={styles.enrol}>
            <img className={styles.qr} src={totp.qr_code} alt="QR code for your authenticator app" />
            <div className={styles.steps}>
              <div>
                1. Scan this with an authenticator app on your phone. Or type this secret there:
                <code className={styles.secret} data-secret>
                  {totp.secret}
                </code>
              </div>
              <TextInput
                label="2. Name"
                description="So that you know it again, for example My phone"
                value={name}
                error={problem?.field === "name" ? problem.text : null}
                onChange={(event) => setName(event.currentTarget.value)}
                autoComplete="off"
              />
              <TextInput
                label="3. Code the app shows now"
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={7}
                value={code}
                error={problem?.field === "code" ? problem.text : null}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
            </div>
          </div>
          <div style={{ display: "flex", justifyContent: "flex-end", gap: 8, marginTop: 20 }}>
            <Button onClick={onCancel}>Cancel</Button>
            <Button type="submit" variant="filled" loading={busy}>
              Turn on
            </Button>
          </div>
        </form>
      )}
    </QueryArea>
  );
}
