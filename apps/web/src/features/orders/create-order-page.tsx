import type { OrderRef } from "@invista/contracts/order/order";
import { trpc } from "../../shared/api/trpc.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { OrderForm } from "./order-form.tsx";
import { copyValues, emptyOrder, overAmount, type OrderValues } from "./order-values.ts";
import { useReadOrdersAgain } from "./use-order-steps.ts";

interface Props {
  /** Whose order it is, when that is known already. */
  readonly customerId: string | undefined;
  /** The order whose lines it begins with. */
  readonly copyOf?: string | undefined;
  readonly onDone: (id: string) => void;
  readonly onCancel: () => void;
}

/** A new order: empty, for a customer, or with the lines of another order. */
export function CreateOrderPage({ customerId, copyOf, onDone, onCancel }: Props) {
  const mayPrice = useCan("price:read");
  const original = trpc.order.get.useQuery({ id: copyOf ?? "-" }, { enabled: copyOf !== undefined });
  const wanted = original.data?.customerId ?? customerId;
  const customer = trpc.customer.get.useQuery({ id: wanted ?? "-" }, { enabled: wanted !== undefined });
  return (
    <PlainPage
      title={original.data ? `Copy of ${original.data.orderNumber}` : "New order"}
      figures={
        original.data
          ? mayPrice
            ? "Same lines and prices. Placing it reserves its stock."
            : "Same lines, priced as listed now. Placing it reserves its stock."
          : "Placing it reserves its stock; a draft reserves nothing."
      }
    >
      {copyOf !== undefined && original.data === undefined ? (
        <QueryArea query={original} loading={<Skeleton height={320} />}>
          {() => null}
        </QueryArea>
      ) : wanted === undefined ? (
        <NewOrder initial={emptyOrder(null)} onDone={onDone} onCancel={onCancel} />
      ) : (
        <QueryArea query={customer} loading={<Skeleton height={320} />}>
          {(found) => {
            const active = found.status === "ACTIVE" ? found : null;
            return (
              <NewOrder
                initial={original.data ? copyValues(original.data, active, mayPrice) : emptyOrder(active)}
                onDone={onDone}
                onCancel={onCancel}
              />
            );
          }}
        </QueryArea>
      )}
    </PlainPage>
  );
}

function NewOrder({
  initial,
  onDone,
  onCancel,
}: {
  initial: OrderValues;
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
      initial={initial}
      save={(input) => create.mutateAsync(input)}
      onDone={done}
      onCancel={onCancel}
    />
  );
}
