import { TagsInput } from "@mantine/core";
import type { ShipmentLine } from "@invista/contracts/shipment/read-shipment";
import { pickShipmentInput } from "@invista/contracts/shipment/shipment";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";

/** Names the pieces that are picked, of a product tracked by serial number. */
export function PiecesDialog({ line, onClose }: { line: ShipmentLine; onClose: () => void }) {
  const readAgain = useReadShipmentsAgain();
  const pick = trpc.shipment.pick.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<{ serials: string[] }, typeof pickShipmentInput>({
    schema: pickShipmentInput,
    initial: { serials: [] },
    toInput: ({ serials }, idempotencyKey) => ({
      id: line.shipmentId,
      lines: [{ lineId: line.id, quantity: String(serials.length), serials }],
      idempotencyKey,
    }),
    send: async (input) => {
      await pick.mutateAsync(input);
      await readAgain();
      onClose();
    },
  });
  return (
    <Dialog title={`Pick ${line.sku}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <TagsInput
          label="Serial numbers"
          description={`Up to ${line.left} from ${line.location || "the floor"}; Enter after each`}
          splitChars={[",", " ", "\n"]}
          data-autofocus
          {...form.getInputProps("serials")}
        />
        <FormButtons verb="Pick" busy={busy} onCancel={onClose} disabled={form.getValues().serials.length === 0} />
      </form>
    </Dialog>
  );
}
