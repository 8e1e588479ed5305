import { ActionIcon, Button, TextInput } from "@mantine/core";
import type { ShipmentView } from "@invista/contracts/shipment/read-shipment";
import { packShipmentInput } from "@invista/contracts/shipment/shipment";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";

interface Values {
  parcels: { weight: string; note: string }[];
}

/** What was picked goes into parcels, each with its weight. */
export function PackDialog({ view, onClose }: { view: ShipmentView; onClose: () => void }) {
  const readAgain = useReadShipmentsAgain();
  const pack = trpc.shipment.pack.useMutation();
  const { id, version, shipmentNumber } = view.shipment;
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof packShipmentInput>({
    schema: packShipmentInput,
    initial: { parcels: [{ weight: "", note: "" }] },
    freshKeyAfterRefusal: true,
    toInput: ({ parcels }, idempotencyKey) => ({
      id,
      version,
      parcels: parcels.map(({ weight, note }) => ({ weight: parseDecimal(weight), note: note.trim() || null })),
      idempotencyKey,
    }),
    send: async (input) => {
      await pack.mutateAsync(input);
      await readAgain();
      showToast({ code: "shipment.packed", text: `${shipmentNumber} is packed` });
      onClose();
    },
  });
  const { parcels } = form.getValues();
  return (
    <Dialog title={`Pack ${shipmentNumber}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        {parcels.map((_parcel, index) => (
          // Parcels have no other name than their place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} style={{ display: "flex", gap: 8, alignItems: "flex-start", marginBottom: 8 }}>
            <DecimalField
              label={index === 0 ? "Weight" : undefined}
              aria-label={`Weight of parcel ${index + 1}`}
              rightSection={<span className="dim">kg</span>}
              w={120}
              data-autofocus={index === parcels.length - 1 || undefined}
              {...form.getInputProps(`parcels.${index}.weight`)}
            />
            <TextInput
              label={index === 0 ? "Note" : undefined}
              aria-label={`Note on parcel ${index + 1}`}
              style={{ flex: 1 }}
              {...form.getInputProps(`parcels.${index}.note`)}
            />
            {parcels.length > 1 ? (
              <ActionIcon
                size={34}
                mt={index === 0 ? 24 : 0}
                aria-label={`Remove parcel ${index + 1}`}
                onClick={() => form.removeListItem("parcels", index)}
              >
                <IconTrash size={16} stroke={1.6} />
              </ActionIcon>
            ) : null}
          </div>
        ))}
        <Button
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.8} />}
          onClick={() => form.insertListItem("parcels", { weight: "", note: "" })}
        >
          Another parcel
        </Button>
        <FormButtons verb="Pack" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
