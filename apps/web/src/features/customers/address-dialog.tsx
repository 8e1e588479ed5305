import { Checkbox, Select, TextInput } from "@mantine/core";
import { addressKind, saveAddressInput, type Address } from "@invista/contracts/customer/customer";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import forms from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

export const ADDRESS_WORDS = { BILLING: "Invoices", SHIPPING: "Goods", BOTH: "Goods and invoices" } as const;

/** An address of a customer, new or changed. */
export function AddressDialog({
  customerId,
  address,
  onClose,
}: {
  customerId: string;
  address: Address | null;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const save = trpc.customer.saveAddress.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: saveAddressInput,
    initial: {
      kind: address?.kind ?? "BOTH",
      name: address?.name ?? "",
      line1: address?.line1 ?? "",
      line2: address?.line2 ?? "",
      postalCode: address?.postalCode ?? "",
      city: address?.city ?? "",
      region: address?.region ?? "",
      country: address?.country ?? "DE",
      phone: address?.phone ?? "",
      isDefault: address?.isDefault ?? true,
    },
    toInput: (values, idempotencyKey) => ({
      ...values,
      customerId,
      id: address?.id ?? null,
      name: emptyToNull(values.name),
      line2: emptyToNull(values.line2),
      region: emptyToNull(values.region),
      phone: emptyToNull(values.phone),
      country: values.country.trim().toUpperCase(),
      idempotencyKey,
    }),
    send: async (input) => {
      await save.mutateAsync(input);
      showToast({ code: "address.saved", text: `${input.line1}, ${input.city} was saved` });
      onClose();
      await utils.customer.invalidate();
    },
  });
  return (
    <Dialog title={address ? "Edit the address" : "New address"} onClose={onClose} size={560}>
      <form onSubmit={submit} noValidate aria-label="Address">
        <FormAlert refusal={refusal} />
        <div className={forms.grid}>
          <Select
            label="For"
            allowDeselect={false}
            data={addressKind.options.map((value) => ({ value, label: ADDRESS_WORDS[value] }))}
            {...form.getInputProps("kind")}
          />
          <TextInput label="Name" description="Empty: the customer's" {...form.getInputProps("name")} />
          <TextInput
            className={forms.wide ?? ""}
            label="Street"
            required
            data-autofocus
            {...form.getInputProps("line1")}
          />
          <TextInput className={forms.wide ?? ""} label="Second line" {...form.getInputProps("line2")} />
          <TextInput label="Postal code" {...form.getInputProps("postalCode")} />
          <TextInput label="City" required {...form.getInputProps("city")} />
          <TextInput label="Region" {...form.getInputProps("region")} />
          <TextInput
            label="Country"
            description="Two letters"
            maxLength={2}
            required
            {...form.getInputProps("country")}
          />
          <TextInput label="Phone" type="tel" {...form.getInputProps("phone")} />
          <Checkbox
            label="Taken when an order names none"
            style={{ alignSelf: "end" }}
            {...form.getInputProps("isDefault", { type: "checkbox" })}
          />
        </div>
        <FormButtons verb="Save" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
