import { Button } from "@mantine/core";
import type { OrderView } from "@invista/contracts/order/read-order";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import { useCan } from "../../shared/session/session.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { RETURN_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { RequestReturnDialog } from "./request-return-dialog.tsx";

/** What of an order comes back, and the way to ask for it. */
export function OrderReturns({ order }: { order: OrderView }) {
  const navigate = useNavigate();
  const mayAsk = useCan("return:create");
  const [isAsking, setAsking] = useState(false);
  const query = trpc.returns.list.useQuery({ orderId: order.id, limit: 50 });
  return (
    <Panel
      title="Returns"
      flush
      aside={
        mayAsk ? (
          <Button size="xs" onClick={() => setAsking(true)}>
            Return…
          </Button>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={60} />}>
        {(page) => (
          <PlainTable
            label={`Returns of ${order.orderNumber}`}
            entity="return"
            rows={page.rows}
            rowId={(row) => row.id}
            empty="Nothing of it comes back."
            columns={[
              {
                header: "Return",
                cell: (row) => (
                  <Link to="/returns/$returnId" params={{ returnId: row.id }} className="strong num">
                    {row.rmaNumber}
                  </Link>
                ),
              },
              {
                header: "State",
                cell: (row) => (
                  <StatusChip tone={RETURN_WORDS[row.status].tone}>{RETURN_WORDS[row.status].word}</StatusChip>
                ),
              },
              { header: "Asked for", wideOnly: true, cell: (row) => <Ago at={row.createdAt} /> },
              { header: "Quantity", align: "end", cell: (row) => <Quantity value={row.quantity} /> },
            ]}
          />
        )}
      </QueryArea>
      {isAsking ? (
        <RequestReturnDialog
          orderId={order.id}
          orderNumber={order.orderNumber}
          onClose={() => setAsking(false)}
          onDone={(returnId) => void navigate({ to: "/returns/$returnId", params: { returnId } })}
        />
      ) : null}
    </Panel>
  );
}
