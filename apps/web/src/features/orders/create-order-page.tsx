import type { OrderRef } from "@invista/contracts/order/order";
import { trpc } from "../../shared/api/trpc.ts";
import type { PickedCustomer } from "../../shared/ui/customer-picker.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { OrderForm } from "./order-form.tsx";
import { emptyOrder, overAmount } from "./order-values.ts";
import { useReadOrdersAgain } from "./use-order-steps.ts";

interface Props {
  /** Whose order it is, when that is known already. */
  readonly customerId: string | undefined;
  readonly onDone: (id: string) => void;
  readonly onCancel: () => void;
}

/** A new order. */
export function CreateOrderPage({ customerId, onDone, onCancel }: Props) {
  const customer = trpc.customer.get.useQuery({ id: customerId ?? "-" }, { enabled: customerId !== undefined });
  return (
    <PlainPage title="New order" figures="Placing it reserves its stock; a draft reserves nothing.">
      {customerId === undefined ? (
        <NewOrder customer={null} onDone={onDone} onCancel={onCancel} />
      ) : (
        <QueryArea query={customer} loading={<Skeleton height={320} />}>
          {(found) => (
            <NewOrder customer={found.status === "ACTIVE" ? found : null} onDone={onDone} onCancel={onCancel} />
          )}
        </QueryArea>
      )}
    </PlainPage>
  );
}

function NewOrder({
  customer,
  onDone,
  onCancel,
}: {
  customer: PickedCustomer | null;
  onDone: (id: string) => void;
  onCancel: () => void;
}) {
  const create = trpc.order.create.useMutation();
  const readAgain = useReadOrdersAgain();
  const done = (saved: OrderRef, placed: boolean) => {
    const over = overAmount(saved);
    if (placed)
      showToast({
        code: "order.placed",
        text: `${saved.orderNumber}${over} was placed and its stock reserved`,
      });
    else showToast({ code: "order.saved", text: `Draft ${saved.orderNumber}${over} was saved` });
    void readAgain();
    onDone(saved.id);
  };
  return (
    <OrderForm
      label="New order"
      initial={emptyOrder(customer)}
      save={(input) => create.mutateAsync(input)}
      onDone={done}
      onCancel={onCancel}
    />
  );
}
