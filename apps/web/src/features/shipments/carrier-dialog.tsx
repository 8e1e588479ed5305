import { Switch, TextInput } from "@mantine/core";
import { saveCarrierInput, type CarrierView } from "@invista/contracts/carrier/carrier";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

interface Values {
  code: string;
  name: string;
  serviceCode: string;
  trackingUrlTemplate: string;
  active: boolean;
}

/** A service of a carrier: made, changed, or switched off. */
export function CarrierDialog({ carrier, onClose }: { carrier: CarrierView | null; onClose: () => void }) {
  const utils = trpc.useUtils();
  const save = trpc.carrier.save.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof saveCarrierInput>({
    schema: saveCarrierInput,
    initial: {
      code: carrier?.code ?? "",
      name: carrier?.name ?? "",
      serviceCode: carrier?.serviceCode ?? "STANDARD",
      trackingUrlTemplate: carrier?.trackingUrlTemplate ?? "",
      active: carrier?.active ?? true,
    },
    fieldOfRule: { "record.duplicate": "code" },
    freshKeyAfterRefusal: true,
    toInput: (values, idempotencyKey) => ({
      id: carrier?.id ?? null,
      version: carrier?.version ?? null,
      ...values,
      trackingUrlTemplate: values.trackingUrlTemplate.trim() || null,
      idempotencyKey,
    }),
    send: async (input) => {
      await save.mutateAsync(input);
      await utils.carrier.invalidate();
      showToast({ code: "carrier.saved", text: `${input.name} was saved` });
      onClose();
    },
  });
  return (
    <Dialog title={carrier ? `Edit ${carrier.name}` : "New carrier"} onClose={onClose}>
      <form onSubmit={submit} noValidate style={{ display: "grid", gap: 12 }}>
        <FormAlert refusal={refusal} />
        <TextInput label="Name" required data-autofocus maxLength={200} {...form.getInputProps("name")} />
        <TextInput label="Code" required maxLength={40} {...form.getInputProps("code")} />
        <TextInput
          label="Service"
          description="Such as STANDARD or EXPRESS: one row for each"
          required
          maxLength={40}
          {...form.getInputProps("serviceCode")}
        />
        <TextInput
          label="Address where a number is followed"
          placeholder="https://example.com/track/{number}"
          description="{number} stands for the tracking number"
          maxLength={500}
          {...form.getInputProps("trackingUrlTemplate")}
        />
        <Switch
          label="Offered when a shipment leaves"
          checked={form.getValues().active}
          onChange={(event) => form.setFieldValue("active", event.currentTarget.checked)}
        />
        <FormButtons verb="Save" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
