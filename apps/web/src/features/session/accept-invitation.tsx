import { acceptInvitationInput, acceptedOutput, invitationPreview } from "@invista/contracts/invitation/invitation";
import { PASSWORD_MIN_BYTES } from "@invista/contracts/password";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useServices } from "../../shared/api/services.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { EntryCard } from "./entry-card.tsx";
import { postJson } from "./post-json.ts";

/** Where the link of an invitation leads: who invites to what, a name, a password, and in. */
export function AcceptInvitation({ onDone }: { onDone: () => void }) {
  // Taken once and out of the address, so that it stays in no history.
  const [token] = useState(() => location.hash.slice(1));
  const preview = useQuery({
    queryKey: ["invitation"],
    retry: false,
    queryFn: async () => invitationPreview.parse(await postJson("/api/v1/invitations/preview", { token })),
  });
  return (
    <EntryCard title="Welcome to Invista">
      <QueryArea query={preview} loading={<Skeleton height={260} />}>
        {(invitation) => (
          <>
            <p>
              {invitation.invitedBy} invited <span className="strong">{invitation.email}</span> as{" "}
              <span className="strong">{invitation.role}</span>.
            </p>
            <AcceptForm token={token} onDone={onDone} />
          </>
        )}
      </QueryArea>
    </EntryCard>
  );
}

function AcceptForm({ token, onDone }: { token: string; onDone: () => void }) {
  const { auth, queryClient } = useServices();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: acceptInvitationInput,
    initial: { firstName: "", lastName: "", password: "" },
    toInput: (values) => ({ ...values, lastName: emptyToNull(values.lastName), token }),
    send: async (input) => {
      const { email } = acceptedOutput.parse(await postJson("/api/v1/invitations/accept", input));
      await auth.signOut({ scope: "local" });
      const { error } = await auth.signInWithPassword({ email, password: input.password });
      if (error) throw error;
      queryClient.clear();
      onDone();
    },
  });
  return (
    <form onSubmit={submit} noValidate style={{ display: "flex", flexDirection: "column", gap: 14 }}>
      <FormAlert refusal={refusal} />
      <TextInput
        label="First name"
        required
        withAsterisk={false}
        autoComplete="given-name"
        {...form.getInputProps("firstName")}
      />
      <TextInput label="Last name" autoComplete="family-name" {...form.getInputProps("lastName")} />
      <PasswordInput
        label="Password"
        description={`At least ${PASSWORD_MIN_BYTES} characters: a few words only you would put together`}
        required
        withAsterisk={false}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        {...form.getInputProps("password")}
      />
      <Button type="submit" variant="filled" loading={busy}>
        Accept and start
      </Button>
    </form>
  );
}
