import { inviteInput, type Invited } from "@invista/contracts/invitation/invitation";
import { MultiSelect, NumberInput, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { plural } from "../../shared/format/words.ts";
import { useMe } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { InviteResults } from "./invite-results.tsx";

/** Invites one person or a pasted list to a role, in all warehouses or some. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [invited, setInvited] = useState<Invited | null>(null);
  return invited ? (
    <Dialog title="What became of each address" onClose={onClose}>
      <InviteResults invited={invited} onClose={onClose} />
    </Dialog>
  ) : (
    <Dialog title="Invite people" onClose={onClose}>
      <InviteForm
        onInvited={(result) => {
          const done = result.results.filter(({ outcome }) => outcome === "INVITED").length;
          showToast({ code: "invitation.sent", text: `${plural(done, "person", "people")} invited` });
          if (done === result.results.length && (result.links ?? []).length === 0) onClose();
          else setInvited(result);
        }}
        onCancel={onClose}
      />
    </Dialog>
  );
}

function InviteForm({ onInvited, onCancel }: { onInvited: (result: Invited) => void; onCancel: () => void }) {
  const utils = trpc.useUtils();
  const roles = trpc.role.list.useQuery({});
  const warehouses = useWarehouses();
  const { defaults } = useMe();
  const create = trpc.invitation.create.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: inviteInput,
    initial: { emails: "", roleId: "", warehouseScope: new Array<string>(), expiresInHours: defaults.invitationHours },
    toInput: ({ emails, ...values }, idempotencyKey) => ({
      ...values,
      emails: emails.split(/[\s,;<>]+/).filter((part) => part.includes("@")),
      idempotencyKey,
    }),
    send: async (input) => {
      const result = await create.mutateAsync(input);
      await Promise.all([utils.invitation.invalidate(), utils.user.invalidate()]);
      onInvited(result);
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <FormAlert refusal={refusal} />
      <div className={styles.grid}>
        <Textarea
          className={styles.wide ?? ""}
          label="E-mail addresses"
          description="One, or a pasted list of up to 50"
          required
          autosize
          minRows={2}
          maxRows={8}
          data-autofocus
          {...form.getInputProps("emails")}
        />
        <Select
          label="Role"
          required
          searchable
          allowDeselect={false}
          data={(roles.data?.rows ?? []).map((role) => ({ value: role.id, label: role.name }))}
          {...form.getInputProps("roleId")}
        />
        <NumberInput
          label="Valid for"
          suffix=" hours"
          description={`As configured: ${defaults.invitationHours} hours`}
          min={1}
          max={720}
          allowDecimal={false}
          {...form.getInputProps("expiresInHours")}
        />
        <MultiSelect
          className={styles.wide ?? ""}
          label="Warehouses"
          description="None chosen means all of them"
          data={warehouses.rows.map((warehouse) => ({
            value: warehouse.id,
            label: `${warehouse.code} · ${warehouse.name}`,
          }))}
          {...form.getInputProps("warehouseScope")}
        />
      </div>
      <FormButtons verb="Invite" busy={busy} onCancel={onCancel} />
    </form>
  );
}
