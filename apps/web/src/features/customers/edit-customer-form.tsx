import { updateCustomerInput, type CustomerView } from "@invista/contracts/customer/customer";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { MergeFields } from "../../shared/form/merge-fields.tsx";
import { rebase } from "../../shared/form/rebase.ts";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { flashRow } from "../../shared/table/flash-store.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { CustomerFields } from "./customer-fields.tsx";
import { differences, fieldsOf, merged, valuesOf, type CustomerValues } from "./customer-values.ts";

/** Changes a customer; when someone else saved first, both versions are shown side by side to choose from. */
export function EditCustomerDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const query = trpc.customer.get.useQuery({ id });
  return (
    <Dialog title={query.data ? `Edit ${query.data.name}` : "Edit"} size={640} onClose={onClose}>
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(customer) => <EditCustomer customer={customer} onClose={onClose} />}
      </QueryArea>
    </Dialog>
  );
}

function EditCustomer({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const [base, setBase] = useState({ customer, initial: valuesOf(customer) });
  const [conflict, setConflict] = useState<{ mine: CustomerValues; theirs: CustomerView } | null>(null);
  if (conflict) {
    const theirs = valuesOf(conflict.theirs);
    const { values, collisions } = rebase(base.initial, conflict.mine, theirs);
    const rows = differences(values, theirs).filter((row) => collisions.has(row.field));
    const takeOver = (takeTheirs: ReadonlySet<keyof CustomerValues>) => {
      setBase({ customer: conflict.theirs, initial: merged(values, theirs, takeTheirs) });
      setConflict(null);
    };
    return <MergeFields what="customer" rows={rows} onMerge={takeOver} onCancel={onClose} />;
  }
  return (
    <EditForm
      key={base.customer.version}
      customer={base.customer}
      initial={base.initial}
      onClose={onClose}
      onStale={(mine, theirs) => setConflict({ mine, theirs })}
    />
  );
}

function EditForm({
  customer,
  initial,
  onClose,
  onStale,
}: {
  customer: CustomerView;
  initial: CustomerValues;
  onClose: () => void;
  onStale: (mine: CustomerValues, theirs: CustomerView) => void;
}) {
  const utils = trpc.useUtils();
  const update = trpc.customer.update.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<CustomerValues, typeof updateCustomerInput>({
    schema: updateCustomerInput,
    initial,
    toInput: (values, idempotencyKey) => ({
      ...fieldsOf(values),
      status: values.status,
      id: customer.id,
      version: customer.version,
      idempotencyKey,
    }),
    fieldOfRule: { "record.duplicate": "code" },
    onRefusal: (found) => {
      if (found.code !== "STALE") return false;
      void utils.client.customer.get.query({ id: customer.id }).then((current) => onStale(form.getValues(), current));
      return true;
    },
    send: async (input) => {
      const saved = await update.mutateAsync(input);
      await Promise.all([utils.customer.invalidate(), utils.order.invalidate()]);
      showToast({ code: "customer.updated", text: `${saved.name} was saved` });
      onClose();
      flashRow(saved.id);
    },
  });
  return (
    <form onSubmit={submit} noValidate aria-label={`Edit ${customer.name}`}>
      <FormAlert refusal={refusal} />
      <CustomerFields form={form} isNew={false} />
      <FormButtons verb="Save" busy={busy} onCancel={onClose} />
    </form>
  );
}
