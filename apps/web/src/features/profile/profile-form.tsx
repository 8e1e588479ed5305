import { Textarea, TextInput } from "@mantine/core";
import { updateProfileInput, type ProfileView } from "@invista/contracts/profile/profile";
import { Button } from "@mantine/core";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Names and words about oneself. */
export function ProfileForm({ profile }: { profile: ProfileView }) {
  const utils = trpc.useUtils();
  const update = trpc.profile.update.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: updateProfileInput,
    initial: {
      firstName: profile.firstName ?? "",
      lastName: profile.lastName ?? "",
      phone: profile.phone ?? "",
      bio: profile.bio ?? "",
    },
    toInput: (values, idempotencyKey) => ({
      version: profile.version,
      firstName: values.firstName,
      lastName: emptyToNull(values.lastName),
      phone: emptyToNull(values.phone),
      bio: emptyToNull(values.bio),
      idempotencyKey,
    }),
    send: async (input) => {
      await update.mutateAsync(input);
      await Promise.all([utils.profile.invalidate(), utils.session.me.invalidate()]);
      showToast({ code: "profile.updated", text: "Your profile was saved" });
    },
  });
  return (
    <form onSubmit={submit} noValidate aria-label="About you">
      <FormAlert refusal={refusal} />
      <div className={styles.grid}>
        <TextInput label="First name" required autoComplete="given-name" {...form.getInputProps("firstName")} />
        <TextInput label="Last name" autoComplete="family-name" {...form.getInputProps("lastName")} />
        <TextInput label="Phone" type="tel" autoComplete="tel" {...form.getInputProps("phone")} />
        <Textarea
          className={styles.wide ?? ""}
          label="About"
          description="What colleagues should know, for example your shift or your aisles"
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps("bio")}
        />
      </div>
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" loading={busy} disabled={!form.isDirty()}>
          Save
        </Button>
      </div>
    </form>
  );
}
