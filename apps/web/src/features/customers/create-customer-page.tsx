import { createCustomerInput } from "@invista/contracts/customer/customer";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { useMe } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { CustomerFields } from "./customer-fields.tsx";
import { fieldsOf, NEW_CUSTOMER, type CustomerValues } from "./customer-values.ts";

/** A new customer. */
export function CreateCustomerPage({ onDone, onCancel }: { onDone: (id: string) => void; onCancel: () => void }) {
  const { defaults } = useMe();
  const utils = trpc.useUtils();
  const create = trpc.customer.create.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<CustomerValues, typeof createCustomerInput>({
    schema: createCustomerInput,
    initial: { ...NEW_CUSTOMER, currency: defaults.currency },
    toInput: (values, idempotencyKey) => ({ ...fieldsOf(values), idempotencyKey }),
    fieldOfRule: { "record.duplicate": "code" },
    send: async (input) => {
      const made = await create.mutateAsync(input);
      await utils.customer.invalidate();
      showToast({ code: "customer.created", text: `${made.name} was created` });
      onDone(made.id);
    },
  });
  return (
    <PlainPage title="New customer" narrow>
      <Panel>
        <form onSubmit={submit} noValidate style={{ paddingTop: 14 }} aria-label="New customer">
          <FormAlert refusal={refusal} />
          <CustomerFields form={form} isNew />
          <FormButtons verb="Create customer" busy={busy} onCancel={onCancel} />
        </form>
      </Panel>
    </PlainPage>
  );
}
