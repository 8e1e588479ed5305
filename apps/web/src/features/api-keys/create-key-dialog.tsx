import { MultiSelect, NumberInput, TextInput } from "@mantine/core";
import { createApiKeyInput } from "@invista/contracts/access/api-key";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { endOfDay } from "../../shared/format/times.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { ScopePicker } from "./scope-picker.tsx";

/** A key of one's own, with some of one's own permissions. */
export function CreateKeyDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: Outputs["apiKey"]["create"]) => void;
}) {
  const utils = trpc.useUtils();
  const create = trpc.apiKey.create.useMutation();
  const { rows: warehouses } = useWarehouses();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: createApiKeyInput,
    initial: {
      name: "",
      scopes: [] as string[],
      warehouseScope: [] as string[],
      until: "",
      rateLimit: 600,
    },
    fieldOfRule: { "role.endsInPast": "until" },
    toInput: ({ until, ...values }, idempotencyKey) => ({
      ...values,
      expiresAt: until === "" ? null : endOfDay(until),
      idempotencyKey,
    }),
    send: async (input) => {
      const made = await create.mutateAsync(input);
      await utils.apiKey.invalidate();
      onClose();
      onMade(made);
    },
  });
  return (
    <Dialog title="New API key" size={620} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <TextInput
            label="Name"
            required
            description="What will use it"
            data-autofocus
            autoComplete="off"
            {...form.getInputProps("name")}
          />
          <TextInput
            type="date"
            label="Until the end of"
            description="Empty is until it is revoked"
            {...form.getInputProps("until")}
          />
          <MultiSelect
            label="Warehouses"
            description="None is wherever you may yourself"
            data={warehouses.map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            {...form.getInputProps("warehouseScope")}
          />
          <NumberInput
            label="Calls per minute"
            description="More are refused"
            min={1}
            max={100_000}
            allowDecimal={false}
            {...form.getInputProps("rateLimit")}
          />
          <ScopePicker
            value={form.getValues().scopes}
            onChange={(scopes) => form.setFieldValue("scopes", scopes)}
            error={form.errors["scopes"]}
          />
        </div>
        <FormButtons verb="Create key" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
