import type { OrderRow } from "@invista/contracts/order/read-order";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago, Money } from "../../shared/format/values.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { PeekSection } from "../../shared/ui/peek-panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { ORDER_WORDS } from "../../shared/ui/state-words.ts";

const LAST = 6;

const COLUMNS: readonly PlainColumn<OrderRow>[] = [
  { header: "Order", cell: (row) => <OrderLink order={row} /> },
  { header: "State", cell: (row) => <Chip order={row} /> },
  { header: "Lines", align: "end", wideOnly: true, cell: (row) => formatCount(row.lines) },
  {
    header: "Created",
    align: "end",
    wideOnly: true,
    cell: (row) => (
      <span className="dim">
        <Ago at={row.createdAt} />
      </span>
    ),
  },
  { header: "Total", align: "end", cell: (row) => <Money value={row.total} currency={row.currency} /> },
];

/** The newest orders of a customer, for a peek. */
export function CustomerLastOrders({ customerId }: { customerId: string }) {
  const query = trpc.order.list.useQuery({ customerId, limit: LAST });
  return (
    <PeekSection title="Last orders">
      <QueryArea query={query} loading={<Skeleton height={120} />}>
        {(page) => (
          <Lines
            items={page.rows}
            itemId={(row) => row.id}
            entity="order"
            name={(row) => <OrderLink order={row} />}
            detail={(row) => ORDER_WORDS[row.status].word}
            end={(row) => <Money value={row.total} currency={row.currency} />}
            empty="Nothing was ordered yet."
          />
        )}
      </QueryArea>
    </PeekSection>
  );
}

/** All orders of a customer, newest first, read as far as asked for. */
export function CustomerOrders({ customerId, name }: { customerId: string; name: string }) {
  const utils = trpc.useUtils();
  const query = usePages(trpc.order.list, { customerId }, utils.client.order.list.query);
  return (
    <QueryArea query={query} loading={<Skeleton height={200} />}>
      {({ pages }) => (
        <>
          <PlainTable
            label={`Orders of ${name}`}
            entity="order"
            columns={COLUMNS}
            rows={pages.flatMap((page) => page.rows)}
            rowId={(row) => row.id}
            empty="Nothing was ordered yet."
          />
          {query.hasNextPage ? (
            <div style={{ padding: 10, textAlign: "center" }}>
              <Button size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show older orders
              </Button>
            </div>
          ) : null}
        </>
      )}
    </QueryArea>
  );
}

function OrderLink({ order }: { order: OrderRow }) {
  return (
    <Link to="/orders/$orderId" params={{ orderId: order.id }} className="strong num">
      {order.orderNumber}
    </Link>
  );
}

function Chip({ order }: { order: OrderRow }) {
  return <StatusChip tone={ORDER_WORDS[order.status].tone}>{ORDER_WORDS[order.status].word}</StatusChip>;
}
