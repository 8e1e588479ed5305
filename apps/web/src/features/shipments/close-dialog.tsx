import { Textarea } from "@mantine/core";
import type { ShipmentView } from "@invista/contracts/shipment/read-shipment";
import { shipmentReasonInput } from "@invista/contracts/shipment/shipment";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";

export type CloseKind = "cancel" | "lose" | "refuse";

const TEXT: Record<CloseKind, { title: string; effect: string; verb: string; done: string }> = {
  cancel: {
    title: "Cancel",
    effect: "What was picked goes back to its bins. The order keeps its reservations and can be shipped anew.",
    verb: "Cancel shipment",
    done: "was cancelled; its stock stays reserved",
  },
  lose: {
    title: "Lost:",
    effect: "The carrier lost it. The goods had left already, so no stock moves.",
    verb: "It is lost",
    done: "is lost",
  },
  refuse: {
    title: "Refused:",
    effect: "The goods come back into quarantine at the cost at which they left, to be looked at.",
    verb: "It is back",
    done: "is back in quarantine",
  },
};

/** Ends a shipment otherwise than by delivery, with the reason. */
export function CloseDialog({ kind, view, onClose }: { kind: CloseKind; view: ShipmentView; onClose: () => void }) {
  const readAgain = useReadShipmentsAgain();
  const send = {
    cancel: trpc.shipment.cancel.useMutation(),
    lose: trpc.shipment.lose.useMutation(),
    refuse: trpc.shipment.refuse.useMutation(),
  };
  const { id, version, shipmentNumber } = view.shipment;
  const { title, effect, verb, done } = TEXT[kind];
  const { form, refusal, busy, submit } = useCommandForm({
    schema: shipmentReasonInput,
    initial: { reason: "" },
    toInput: ({ reason }, idempotencyKey) => ({ id, version, reason, idempotencyKey }),
    send: async (input) => {
      await send[kind].mutateAsync(input);
      await readAgain();
      showToast({ code: `shipment.${kind}`, text: `${shipmentNumber} ${done}` });
      onClose();
    },
  });
  return (
    <Dialog title={`${title} ${shipmentNumber}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>{effect}</p>
        <Textarea
          label="Reason"
          required
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps("reason")}
        />
        <FormButtons verb={verb} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
