import { Select } from "@mantine/core";
import type { ShipmentLine } from "@invista/contracts/shipment/read-shipment";
import { shortPickInput, shortReason } from "@invista/contracts/shipment/shipment";
import { trpc } from "../api/trpc.ts";
import { FormAlert } from "../form/form-alert.tsx";
import { FormButtons } from "../form/form-buttons.tsx";
import { useCommandForm } from "../form/use-command-form.ts";
import { sentence } from "../format/words.ts";
import { Dialog } from "./dialog.tsx";
import { showToast } from "./toast-store.ts";
import { useReadShipmentsAgain } from "../api/use-read-shipments-again.ts";

/** Gives up what is left of a line, and says first what that does. */
export function ShortDialog({
  line,
  onClose,
}: {
  line: Pick<ShipmentLine, "id" | "shipmentId" | "sku" | "left" | "location">;
  onClose: () => void;
}) {
  const readAgain = useReadShipmentsAgain();
  const short = trpc.shipment.short.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: shortPickInput,
    initial: { reason: "NOT_FOUND" },
    toInput: ({ reason }, idempotencyKey) => ({ id: line.shipmentId, lineId: line.id, reason, idempotencyKey }),
    send: async (input) => {
      const done = await short.mutateAsync(input);
      await readAgain();
      showToast({
        code: "shipment.short",
        text: `${line.left} of ${line.sku} is on backorder; ${done.countNumber} counts the bin`,
      });
      onClose();
    },
  });
  return (
    <Dialog title={`Short pick of ${line.sku}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          {line.left} that can't be picked in {line.location || "the floor"} is given up: it goes on backorder, and a
          count of the bin is planned.
        </p>
        <Select
          label="Why"
          allowDeselect={false}
          data={shortReason.options.map((value) => ({ value, label: sentence(value) }))}
          {...form.getInputProps("reason")}
        />
        <FormButtons verb="Give it up" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
