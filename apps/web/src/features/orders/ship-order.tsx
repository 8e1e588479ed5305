import { Button } from "@mantine/core";
import type { OrderView } from "@invista/contracts/order/read-order";
import { useNavigate } from "@tanstack/react-router";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Makes a shipment for each warehouse in which the order has something reserved, and opens it where it is one. */
export function ShipOrder({ order }: { order: Pick<OrderView, "id"> }) {
  const navigate = useNavigate();
  const readAgain = useReadShipmentsAgain();
  const create = trpc.shipment.create.useMutation();
  const run = async () => {
    try {
      const { shipments } = await create.mutateAsync({ orderIds: [order.id], idempotencyKey: newKey() });
      const [first, second] = shipments;
      showToast({
        code: "shipment.created",
        text: `${shipments.map((one) => one.shipmentNumber).join(" and ")} made: ready to pick`,
      });
      if (first && !second) void navigate({ to: "/shipments/$shipmentId", params: { shipmentId: first.id } });
    } catch (error) {
      showToast({ code: "shipment.failed", tone: "failed", text: refusalOf(error)?.message ?? "None was made." });
    }
    await readAgain();
  };
  return (
    <Button variant="filled" loading={create.isPending} onClick={() => void run()}>
      Make shipment
    </Button>
  );
}
