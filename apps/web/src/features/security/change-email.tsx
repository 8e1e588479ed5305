import { Button, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useServices } from "../../shared/api/services.ts";
import { trpc } from "../../shared/api/trpc.ts";
import styles from "../../shared/form/form.module.css";
import { explainAccount } from "../../shared/session/explain-account.ts";
import { useMe } from "../../shared/session/session.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Another address; it counts once the old and the new one have both agreed with a code by mail. */
export function ChangeEmail() {
  const { auth } = useServices();
  const { user } = useMe();
  const [address, setAddress] = useState("");
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = address.trim().toLowerCase();
    if (!email.includes("@") || email === user.email) return setProblem("Enter the new address.");
    setBusy(true);
    setProblem(null);
    const { error } = await auth.updateUser({ email });
    setBusy(false);
    if (error) return setProblem(explainAccount(error));
    setAddress(email);
    setAsked(true);
  };
  return (
    <Panel title="E-mail address" hint={user.email ?? undefined}>
      {isAsked ? (
        <ConfirmBoth
          addresses={[user.email ?? "", address]}
          onDone={() => {
            setAsked(false);
            setAddress("");
          }}
        />
      ) : (
        <form onSubmit={(event) => void ask(event)} noValidate aria-label="Change the address">
          <TextInput
            label="New address"
            type="email"
            autoComplete="email"
            value={address}
            error={problem}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <div className={styles.buttons}>
            <Button type="submit" variant="filled" loading={busy} disabled={address === ""}>
              Send the codes
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}

function ConfirmBoth({ addresses, onDone }: { addresses: readonly string[]; onDone: () => void }) {
  const { auth } = useServices();
  const utils = trpc.useUtils();
  const [codes, setCodes] = useState<readonly string[]>(["", ""]);
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<{ address: string; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const done = new Set(confirmed);
    for (const [index, email] of addresses.entries()) {
      const token = codes[index]?.trim() ?? "";
      if (done.has(email) || token === "") continue;
      const { error } = await auth.verifyOtp({ email, token, type: "email_change" });
      if (error) {
        setProblem({ address: email, text: explainAccount(error) });
        break;
      }
      done.add(email);
    }
    setConfirmed(done);
    setBusy(false);
    if (done.size < addresses.length) return;
    await utils.invalidate();
    showToast({ code: "email.changed", text: `You now sign in as ${addresses[1]}` });
    onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label="Confirm the new address">
      <p className="dim" style={{ marginBottom: 12 }}>
        A mail with a six-digit code went to both addresses. The change counts when both have agreed.
      </p>
      <div className={styles.grid}>
        {addresses.map((email, index) => (
          <TextInput
            key={email}
            label={`Code sent to ${email}`}
            inputMode="numeric"
            autoComplete="one-time-code"
            disabled={confirmed.has(email)}
            value={codes[index] ?? ""}
            error={problem?.address === email ? problem.text : null}
            description={confirmed.has(email) ? "Confirmed" : undefined}
            onChange={(event) => setCodes(codes.with(index, event.currentTarget.value))}
          />
        ))}
      </div>
      <div className={styles.buttons}>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="filled" loading={busy}>
          Confirm
        </Button>
      </div>
    </form>
  );
}
