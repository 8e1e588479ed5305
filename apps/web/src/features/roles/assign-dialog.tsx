import { MultiSelect, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { assignRoleInput, changeAssignmentInput } from "@invista/contracts/access/role";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { dayOf, endOfDay } from "../../shared/format/times.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import type { Assignment, Role } from "./role.ts";

interface Values {
  userId: string | null;
  warehouseScope: string[];
  until: string;
}

/** Gives a role to a person, or changes where and until when he holds it. */
export function AssignDialog({
  role,
  assignment,
  onClose,
}: {
  role: Role;
  assignment: Assignment | null;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const assign = trpc.role.assign.useMutation();
  const change = trpc.role.changeAssignment.useMutation();
  const { rows: warehouses } = useWarehouses();
  const done = async (code: string, text: string) => {
    showToast({ code, text });
    await utils.role.invalidate();
    onClose();
  };
  const shared = {
    initial: {
      userId: null,
      warehouseScope: assignment?.warehouseScope ?? [],
      until: assignment?.expiresAt ? dayOf(new Date(assignment.expiresAt)) : "",
    } satisfies Values as Values,
    fieldOfRule: { "record.duplicate": "userId", "role.ownAssignment": "userId", "role.endsInPast": "until" },
  };
  const giving = useCommandForm({
    ...shared,
    schema: assignRoleInput,
    toInput: ({ userId, warehouseScope, until }, idempotencyKey) => ({
      userId: userId ?? "",
      roleId: role.id,
      warehouseScope,
      expiresAt: until === "" ? null : endOfDay(until),
      idempotencyKey,
    }),
    send: async (input) => {
      const made = await assign.mutateAsync(input);
      await done("role.assigned", `${made.userName} now holds ${made.roleName}`);
    },
  });
  const changing = useCommandForm({
    ...shared,
    schema: changeAssignmentInput,
    toInput: ({ warehouseScope, until }, idempotencyKey) => ({
      id: assignment?.id ?? "",
      warehouseScope,
      expiresAt: until === "" ? null : endOfDay(until),
      idempotencyKey,
    }),
    send: async (input) => {
      const made = await change.mutateAsync(input);
      await done("role.assignmentChanged", `${made.userName} holds ${made.roleName} as changed`);
    },
  });
  const { form, refusal, busy, submit } = assignment ? changing : giving;
  return (
    <Dialog title={assignment ? `${assignment.userName} as ${role.name}` : `Assign ${role.name}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          {assignment ? null : <PersonField {...form.getInputProps("userId")} />}
          <MultiSelect
            label="Warehouses"
            className={styles.wide ?? ""}
            placeholder={form.getValues().warehouseScope.length === 0 ? "Every warehouse" : undefined}
            data={warehouses.map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            {...form.getInputProps("warehouseScope")}
          />
          <TextInput
            type="date"
            label="Until the end of"
            description="Empty is for good"
            {...form.getInputProps("until")}
          />
        </div>
        <FormButtons verb={assignment ? "Save" : "Assign"} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function PersonField(
  props: ReturnType<ReturnType<typeof useCommandForm<Values, typeof assignRoleInput>>["form"]["getInputProps"]>,
) {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed, 200);
  const people = trpc.role.people.useQuery({ q }, { placeholderData: keepPreviousData });
  return (
    <Select
      label="Person"
      required
      searchable
      data-autofocus
      className={styles.wide ?? ""}
      nothingFoundMessage={people.isFetching ? "Searching" : "Nobody found"}
      data={(people.data?.rows ?? []).map(({ id, displayName, email }) => ({
        value: id,
        label: `${displayName} (${email})`,
      }))}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      {...props}
    />
  );
}
