import { Button, Checkbox } from "@mantine/core";
import type { Board, ShipmentRow } from "@invista/contracts/shipment/read-shipment";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { Can, useCan } from "../../shared/session/session.tsx";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { DueDay } from "../../shared/ui/due-day.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";
import styles from "./shipment-board.module.css";
import { StartWave } from "./start-wave.tsx";

/** What waits at each station of the way out, the longest waiting first. */
export function ShipmentBoard({ switcher }: { switcher: ReactNode }) {
  const warehouseId = useWarehouse();
  const query = trpc.shipment.board.useQuery(warehouseId ? { warehouseId } : {});
  return (
    <PlainPage title="Fulfilment" figures="From a confirmed order to the door" actions={switcher}>
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(board) => (
          <div className={styles.board}>
            <Waiting board={board} />
            <ToPick column={board.toPick} />
            <Column title="Picking" total={board.picking.total}>
              {board.picking.rows.map((row) => (
                <Card key={row.id} row={row} />
              ))}
            </Column>
            <Column title="Packed" total={board.packed.total}>
              {board.packed.rows.map((row) => (
                <Card key={row.id} row={row} />
              ))}
            </Column>
            <Column title="Shipped" hint="7 days" total={board.shipped.total}>
              {board.shipped.rows.map((row) => (
                <Card key={row.id} row={row} />
              ))}
            </Column>
          </div>
        )}
      </QueryArea>
    </PlainPage>
  );
}

function Column({
  title,
  hint,
  total,
  action,
  children,
}: {
  title: string;
  hint?: string;
  total: number;
  action?: ReactNode;
  children: readonly ReactNode[];
}) {
  return (
    <section className={styles.column} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2> <span className="num dim">{total}</span>
        {hint ? <span className="faint">{hint}</span> : null}
      </div>
      {action}
      {total === 0 ? <p className="dim">Nothing here.</p> : <ul className={styles.cards}>{children}</ul>}
      {total > children.length ? <p className="dim">and {total - children.length} more</p> : null}
    </section>
  );
}

function Waiting({ board }: { board: Board }) {
  const readAgain = useReadShipmentsAgain();
  const create = trpc.shipment.create.useMutation();
  const orders = board.ordersWaiting;
  const run = async () => {
    try {
      const made = await create.mutateAsync({ orderIds: orders.map((order) => order.id), idempotencyKey: newKey() });
      showToast({ code: "shipment.created", text: `${plural(made.shipments.length, "shipment")} made` });
    } catch (error) {
      showToast({ code: "shipment.failed", tone: "failed", text: refusalOf(error)?.message ?? "None was made." });
    }
    await readAgain();
  };
  return (
    <Column
      title="Confirmed"
      total={board.ordersWaitingTotal}
      action={
        <Can permission="shipment:create">
          <Button size="xs" disabled={orders.length === 0} loading={create.isPending} onClick={() => void run()}>
            Make shipments ({orders.length})
          </Button>
        </Can>
      }
    >
      {orders.map((order) => (
        <li key={order.id} className={styles.card} data-entity="order" data-id={order.id}>
          <div className={styles.line}>
            <Link to="/orders/$orderId" params={{ orderId: order.id }} className="strong">
              {order.orderNumber}
            </Link>
            <span className="dim">
              <Ago at={order.since} />
            </span>
          </div>
          <div className="dim cut">{order.customerName}</div>
          <div className={styles.line}>
            <span className="dim">{plural(order.lines, "line")}</span>
            <DueDay at={order.promisedAt} isOpen />
          </div>
        </li>
      ))}
    </Column>
  );
}

function ToPick({ column }: { column: Board["toPick"] }) {
  const mayCreate = useCan("shipment:create");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = column.rows.filter((row) => chosen.has(row.id));
  const toggle = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  return (
    <Column
      title="To pick"
      total={column.total}
      action={
        mayCreate ? (
          <div>
            <StartWave rows={rows} onDone={() => setChosen(new Set())} />
          </div>
        ) : null
      }
    >
      {column.rows.map((row) => (
        <Card
          key={row.id}
          row={row}
          lead={
            mayCreate && row.waveId === null ? (
              <Checkbox
                size="xs"
                aria-label={`Choose ${row.shipmentNumber}`}
                checked={chosen.has(row.id)}
                onChange={() => toggle(row.id)}
              />
            ) : null
          }
        />
      ))}
    </Column>
  );
}

function Card({ row, lead = null }: { row: ShipmentRow; lead?: ReactNode }) {
  const isOpen = row.status !== "SHIPPED";
  return (
    <li className={styles.card} data-entity="shipment" data-id={row.id}>
      <div className={styles.line}>
        <span className={styles.name}>
          {lead}
          <Link to="/shipments/$shipmentId" params={{ shipmentId: row.id }} className="strong">
            {row.shipmentNumber}
          </Link>
        </span>
        <span className="dim">
          <Ago at={row.since} />
        </span>
      </div>
      <div className="dim cut">{row.customerName}</div>
      <div className={styles.line}>
        <span className="dim num">
          {row.warehouseCode} · {row.status === "PICKING" ? <>{<Quantity value={row.picked} />} of </> : null}
          <Quantity value={row.quantity} />
          {row.waveNumber ? ` · ${row.waveNumber}` : ""}
        </span>
        {isOpen ? <DueDay at={row.promisedAt} isOpen /> : null}
      </div>
    </li>
  );
}
