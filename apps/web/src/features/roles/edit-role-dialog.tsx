import { Switch, TextInput } from "@mantine/core";
import { updateRoleInput } from "@invista/contracts/access/role";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { plural } from "../../shared/format/words.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { Role } from "./role.ts";

const LIMITS = [
  ["maxApprovalAmount", "Approves up to", "amount"],
  ["maxAdjustQty", "Adjusts up to", "units at once"],
  ["maxDiscountPct", "Discounts up to", "percent"],
] as const;

/** Name, limits and the demand for a second factor; permissions are ticked in the matrix. */
export function EditRoleDialog({ role, onClose }: { role: Role; onClose: () => void }) {
  const utils = trpc.useUtils();
  const update = trpc.role.update.useMutation();
  const isOwner = role.isSystem && role.name === "Owner";
  const { form, refusal, busy, submit } = useCommandForm({
    schema: updateRoleInput,
    initial: {
      name: role.name,
      description: role.description,
      maxApprovalAmount: role.maxApprovalAmount ?? "",
      maxAdjustQty: role.maxAdjustQty ?? "",
      maxDiscountPct: role.maxDiscountPct ?? "",
      requiresMfa: role.requiresMfa,
    },
    fieldOfRule: { "record.duplicate": "name" },
    toInput: (values, idempotencyKey) => ({
      id: role.id,
      version: role.version,
      name: values.name,
      description: values.description,
      permissions: role.permissions,
      maxApprovalAmount: values.maxApprovalAmount.trim() || null,
      maxAdjustQty: values.maxAdjustQty.trim() || null,
      maxDiscountPct: values.maxDiscountPct.trim() || null,
      requiresMfa: values.requiresMfa,
      idempotencyKey,
    }),
    send: async (input) => {
      const changed = await update.mutateAsync(input);
      await utils.role.invalidate();
      showToast({ code: "role.updated", text: `${changed.name} was saved` });
      onClose();
    },
  });
  return (
    <Dialog title={`Edit ${role.name}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <TextInput
            label="Name"
            required
            autoComplete="off"
            disabled={role.isSystem}
            description={role.isSystem ? "Default roles keep their names" : undefined}
            {...form.getInputProps("name")}
          />
          <TextInput label="Description" data-autofocus autoComplete="off" {...form.getInputProps("description")} />
          {isOwner
            ? null
            : LIMITS.map(([field, label, unit]) => (
                <TextInput
                  key={field}
                  label={label}
                  description={`${unit}; empty is no limit`}
                  inputMode="decimal"
                  autoComplete="off"
                  {...form.getInputProps(field)}
                />
              ))}
          <Switch
            className={styles.wide ?? ""}
            label="Demands a second factor"
            description={`${plural(role.people, "person holds", "people hold")} this role; whoever has no second factor must set one up first`}
            {...form.getInputProps("requiresMfa", { type: "checkbox" })}
          />
        </div>
        <FormButtons verb="Save" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
