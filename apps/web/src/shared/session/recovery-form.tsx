import { Button, TextInput } from "@mantine/core";
import { recoverInput } from "@invista/contracts/mfa/mfa";
import { useServices } from "../api/services.ts";
import { trpc } from "../api/trpc.ts";
import { FormAlert } from "../form/form-alert.tsx";
import { useCommandForm } from "../form/use-command-form.ts";
import styles from "./code-form.module.css";

/** Uses a recovery code: the lost authenticators go, and a new one is set up right after. */
export function RecoveryForm({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const { auth } = useServices();
  const utils = trpc.useUtils();
  const recover = trpc.mfa.recover.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: recoverInput,
    initial: { code: "" },
    toInput: ({ code }, idempotencyKey) => ({ code, idempotencyKey }),
    freshKeyAfterRefusal: true,
    send: async (input) => {
      await recover.mutateAsync(input);
      await auth.refreshSession();
      await utils.session.me.invalidate();
      onDone();
    },
  });
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className="dim">
        One of the ten codes you kept when you set up two-factor sign-in. It works once; your old authenticators are
        removed and you set up a new one.
      </p>
      <FormAlert refusal={refusal} />
      <TextInput
        label="Recovery code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="ABCD-EFGH-JKMN-PQRS"
        data-autofocus
        {...form.getInputProps("code")}
      />
      <Button type="submit" variant="filled" loading={busy}>
        Use this code
      </Button>
      <Button onClick={onBack}>Back</Button>
    </form>
  );
}
