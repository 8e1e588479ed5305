import { Button } from "@mantine/core";
import type { OrderView } from "@invista/contracts/order/read-order";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCan } from "../../shared/session/session.tsx";
import { CancelLines } from "./cancel-lines.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { ShipOrder } from "./ship-order.tsx";
import type { Step, useOrderSteps } from "./use-order-steps.ts";

const WORDS: Record<Step, string> = {
  place: "Place order",
  confirm: "Confirm",
  hold: "Hold",
  allocate: "Reserve the rest",
  release: "Release",
  cancel: "Cancel order",
};
/** The step that moves the order on comes first and is the primary one. */
const FORWARD: readonly Step[] = ["confirm", "place", "release"];
const ASIDE: readonly Step[] = ["allocate", "hold", "cancel"];

/** Only the next steps that are lawful now and allowed to this person. */
export function OrderSteps({
  order,
  steps,
  onEdit,
}: {
  order: OrderView;
  steps: ReturnType<typeof useOrderSteps>;
  onEdit: () => void;
}) {
  const [asking, setAsking] = useState<"hold" | "cancel" | null>(null);
  const mayCreate = useCan("order:create");
  const may = (step: Step) => order.actions.includes(step);
  return (
    <>
      {FORWARD.filter(may).map((step) => (
        <Button
          key={step}
          variant="filled"
          loading={steps.busy === step}
          disabled={steps.busy !== null}
          onClick={() => void steps.run(step, order)}
        >
          {WORDS[step]}
        </Button>
      ))}
      {order.actions.includes("ship") ? <ShipOrder order={order} /> : null}
      {order.actions.includes("edit") ? <Button onClick={onEdit}>Edit</Button> : null}
      {ASIDE.filter(may).map((step) => (
        <Button
          key={step}
          disabled={steps.busy !== null}
          onClick={() => (step === "cancel" || step === "hold" ? setAsking(step) : void steps.run(step, order))}
        >
          {WORDS[step]}
        </Button>
      ))}
      {order.actions.includes("cancelLines") ? <CancelLines order={order} /> : null}
      {mayCreate ? (
        <Button renderRoot={(props) => <Link to="/orders/new" search={{ from: order.id }} {...props} />}>
          Duplicate
        </Button>
      ) : null}
      {asking ? (
        <ReasonDialog key={asking} step={asking} order={order} steps={steps} onClose={() => setAsking(null)} />
      ) : null}
    </>
  );
}
