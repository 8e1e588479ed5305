import { Button, Textarea } from "@mantine/core";
import { orderReasonInput } from "@invista/contracts/order/order";
import type { OrderView } from "@invista/contracts/order/read-order";
import { useState } from "react";
import forms from "../../shared/form/form.module.css";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { StepRefusal } from "./step-refusal.tsx";
import type { useOrderSteps } from "./use-order-steps.ts";

interface Props {
  readonly step: "hold" | "cancel";
  readonly order: OrderView;
  readonly steps: ReturnType<typeof useOrderSteps>;
  readonly onClose: () => void;
}

/** Asks why an order is held or cancelled, and says first what that does. */
export function ReasonDialog({ step, order, steps, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const isCancel = step === "cancel";
  const send = async () => {
    const checked = orderReasonInput.shape.reason.safeParse(reason);
    if (!checked.success) setError("Say why; it is kept with the order.");
    else if (await steps.run(step, order, checked.data)) onClose();
  };
  const close = () => {
    steps.clear();
    onClose();
  };
  return (
    <Dialog title={isCancel ? `Cancel ${order.orderNumber}?` : `Hold ${order.orderNumber}?`} onClose={close}>
      <form
        noValidate
        aria-label={isCancel ? "Cancel the order" : "Hold the order"}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p style={{ color: "var(--text-2)", marginBottom: 14 }}>
          {isCancel
            ? cancelEffect(order)
            : "It stays where it is until it is released; nothing of it is shipped. Its stock stays reserved."}
        </p>
        <StepRefusal refusal={steps.refusal} />
        <Textarea
          label="Reason"
          required
          data-autofocus
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={reason}
          error={error}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={forms.buttons}>
          <Button onClick={close}>Keep the order</Button>
          <Button
            type="submit"
            variant="filled"
            loading={steps.busy === step}
            {...(isCancel ? { color: "red.8" } : {})}
          >
            {isCancel ? "Cancel order" : "Hold"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** "Releases 2 reservations, 5 units": the reservations counted, the quantity from the order's own sum. */
export function cancelEffect(order: Pick<OrderView, "items" | "reserved">): string {
  const reservations = order.items.reduce((count, item) => count + item.reservations.length, 0);
  const ending = "It can't be taken back; the order stays in the list as cancelled.";
  if (reservations === 0) return `Nothing is reserved for it. ${ending}`;
  return `Releases ${plural(reservations, "reservation")}, ${formatDecimal(order.reserved)} ${order.reserved === "1" ? "unit" : "units"}, for other orders. ${ending}`;
}
