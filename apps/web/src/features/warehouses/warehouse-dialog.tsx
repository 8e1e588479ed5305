import { NumberInput, Select, TextInput } from "@mantine/core";
import { createWarehouseInput, updateWarehouseInput } from "@invista/contracts/warehouse/warehouse";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { WAREHOUSE_WORDS } from "../../shared/ui/state-words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import type { Warehouse } from "./warehouse.ts";

interface Values {
  code: string;
  name: string;
  timezone: string;
  priority: number | string;
  status: "ACTIVE" | "INACTIVE";
}

const STATES = (["ACTIVE", "INACTIVE"] as const).map((value) => ({ value, label: WAREHOUSE_WORDS[value].word }));
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** A new warehouse, or changes to one. */
export function WarehouseDialog({
  warehouse,
  onClose,
  onCreated,
}: {
  warehouse: Warehouse | null;
  onClose: () => void;
  onCreated?: (id: string) => void;
}) {
  const utils = trpc.useUtils();
  const create = trpc.warehouse.create.useMutation();
  const update = trpc.warehouse.update.useMutation();
  const done = async (code: string, text: string) => {
    await Promise.all([utils.warehouse.invalidate(), utils.dashboard.get.invalidate()]);
    showToast({ code, text });
    onClose();
  };
  const initial: Values = warehouse ?? {
    code: "",
    name: "",
    timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    priority: 100,
    status: "ACTIVE",
  };
  const { code, name, timezone, priority, status } = initial;
  const shared = { initial: { code, name, timezone, priority, status }, fieldOfRule: { "record.duplicate": "code" } };
  const creating = useCommandForm<Values, typeof createWarehouseInput>({
    ...shared,
    schema: createWarehouseInput,
    toInput: ({ status: _status, ...values }, idempotencyKey) => ({ ...values, idempotencyKey }),
    send: async (input) => {
      const made = await create.mutateAsync(input);
      await done("warehouse.created", `${made.code} was created`);
      onCreated?.(made.id);
    },
  });
  const changing = useCommandForm<Values, typeof updateWarehouseInput>({
    ...shared,
    schema: updateWarehouseInput,
    toInput: (values, idempotencyKey) => ({
      ...values,
      id: warehouse?.id,
      version: warehouse?.version,
      idempotencyKey,
    }),
    send: async (input) => done("warehouse.updated", `${(await update.mutateAsync(input)).code} was saved`),
  });
  const { form, refusal, busy, submit } = warehouse ? changing : creating;
  return (
    <Dialog title={warehouse ? `Edit ${warehouse.name}` : "New warehouse"} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          <TextInput label="Code" required data-autofocus autoComplete="off" {...form.getInputProps("code")} />
          <TextInput label="Name" required autoComplete="off" {...form.getInputProps("name")} />
          <Select
            label="Time zone"
            searchable
            allowDeselect={false}
            limit={50}
            data={ZONES}
            {...form.getInputProps("timezone")}
          />
          <NumberInput
            label="Priority"
            description="Orders are served from the lowest number"
            min={0}
            max={1000}
            allowDecimal={false}
            {...form.getInputProps("priority")}
          />
          {warehouse ? (
            <Select label="State" allowDeselect={false} data={STATES} {...form.getInputProps("status")} />
          ) : null}
        </div>
        <FormButtons verb={warehouse ? "Save" : "Create warehouse"} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
