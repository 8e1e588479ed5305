import { Button } from "@mantine/core";
import type { CreateOrderInput, OrderRef } from "@invista/contracts/order/order";
import type { OrderView } from "@invista/contracts/order/read-order";
import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { ORDER_WORDS } from "../../shared/ui/state-words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import { OrderForm } from "./order-form.tsx";
import { valuesOf, overAmount } from "./order-values.ts";
import { useReadOrdersAgain } from "./use-order-steps.ts";

/** Changes the lines of a draft; placed orders are not edited. */
export function EditOrderPage({ id, onDone }: { id: string; onDone: () => void }) {
  const query = trpc.order.get.useQuery({ id });
  const [attempt, setAttempt] = useState(0);
  const reload = () => void query.refetch().then(() => setAttempt(attempt + 1));
  return (
    <PlainPage
      title={query.data ? `Edit ${query.data.orderNumber}` : "Edit the draft"}
      figures="Nothing is reserved until it is placed."
    >
      <QueryArea query={query} loading={<Skeleton height={320} />}>
        {(order) =>
          order.actions.includes("edit") ? (
            <EditOrder key={attempt} order={order} onReload={reload} onDone={onDone} />
          ) : (
            <Notice
              icon={<IconLock size={28} stroke={1.5} />}
              title="This order can't be edited"
              action={<Button onClick={onDone}>Back to the order</Button>}
            >
              Only a draft can be edited, by those who may. This one is {ORDER_WORDS[order.status].word.toLowerCase()}.
            </Notice>
          )
        }
      </QueryArea>
    </PlainPage>
  );
}

function EditOrder({ order: given, onReload, onDone }: { order: OrderView; onReload: () => void; onDone: () => void }) {
  // What others save meanwhile must not move under the fields.
  const [order] = useState(given);
  const [version, setVersion] = useState(given.version);
  const [isStale, setStale] = useState(false);
  const customer = trpc.customer.get.useQuery({ id: order.customerId });
  const update = trpc.order.update.useMutation();
  const place = trpc.order.place.useMutation();
  const readAgain = useReadOrdersAgain();
  const save = async ({
    customerId,
    lines,
    warehouseId,
    requestedAt,
    note,
    customerReference,
    ...input
  }: CreateOrderInput): Promise<OrderRef> => {
    const saved = await update.mutateAsync({
      id: order.id,
      version,
      customerId,
      lines,
      warehouseId,
      requestedAt,
      note,
      customerReference,
      idempotencyKey: newKey(),
    });
    // When placing is refused, the lines are saved all the same and the next attempt builds on them.
    setVersion(saved.version);
    return input.place ? place.mutateAsync({ id: order.id, version: saved.version, idempotencyKey: newKey() }) : saved;
  };
  const done = (saved: OrderRef, placed: boolean) => {
    const over = overAmount(saved);
    showToast(
      placed
        ? { code: "order.placed", text: `${saved.orderNumber}${over} was placed and its stock reserved` }
        : { code: "order.saved", text: `Draft ${saved.orderNumber}${over} was saved` },
    );
    void readAgain();
    onDone();
  };
  if (customer.isPending) return <Skeleton height={320} />;
  if (isStale) {
    return (
      <Notice
        role="alert"
        icon={<IconAlertTriangle size={28} stroke={1.5} />}
        title={`${order.orderNumber} was changed by someone else`}
        action={
          <Button variant="filled" onClick={onReload}>
            Load the current version
          </Button>
        }
      >
        Your changes were not saved, so that theirs are not overwritten.
      </Notice>
    );
  }
  return (
    <OrderForm
      label={`Edit ${order.orderNumber}`}
      initial={valuesOf(order, customer.data?.code ?? "")}
      save={save}
      onDone={done}
      onCancel={onDone}
      onStale={() => setStale(true)}
    />
  );
}
