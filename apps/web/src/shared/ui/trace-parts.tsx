import type { Trace } from "@invista/contracts/lot/trace";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Ago, Quantity } from "../format/values.tsx";
import { useCan } from "../session/session.tsx";
import { Panel } from "./panel.tsx";
import { PlainTable, type PlainColumn } from "./plain-table.tsx";
import { MOVEMENT_WORDS } from "./reason-words.ts";
import { LOT_WORDS } from "./state-words.ts";
import { StatusChip } from "./status-chip.tsx";
import { useWarehouses } from "./use-warehouses.ts";

type Through = NonNullable<Trace["places"][number]["through"]>;

/** Where a lot or piece lies, who got some, what it went into, was made of and where it came from; `what` is "the lot" or "the piece". */
export function TracePanels({ trace, what }: { trace: Trace; what: string }) {
  const mayReadOrders = useCan("order:read");
  return (
    <>
      <Panel title="Where it is" flush>
        <TracePlaces trace={trace} what={what} />
      </Panel>
      {mayReadOrders ? (
        <Panel title="Who got it" hint="shipped, or promised and still here" flush>
          <TraceReceivers trace={trace} what={what} />
        </Panel>
      ) : null}
      {trace.madeInto.length > 0 ? (
        <Panel title="Went into" flush>
          <Relatives rows={trace.madeInto} label={`What ${what} went into`} quantityOf="Made" />
        </Panel>
      ) : null}
      {trace.madeFrom.length > 0 ? (
        <Panel title="Made of" flush>
          <Relatives rows={trace.madeFrom} label={`What ${what} was made of`} quantityOf="Used" />
        </Panel>
      ) : null}
      {trace.origins.length > 0 ? (
        <Panel title="Came in" flush>
          <PlainTable
            label={`How ${what} came in`}
            entity="movement"
            rows={trace.origins}
            rowId={(row) => row.seq}
            columns={ORIGINS}
          />
        </Panel>
      ) : null}
    </>
  );
}

function TracePlaces({ trace, what }: { trace: Trace; what: string }) {
  const { nameOf } = useWarehouses();
  const columns: PlainColumn<Trace["places"][number]>[] = [
    {
      header: "Warehouse",
      cell: ({ productId, warehouseId, warehouseCode }) => (
        <Link to="/stock/$productId/$warehouseId" params={{ productId, warehouseId }}>
          {nameOf(warehouseId, warehouseCode)}
        </Link>
      ),
    },
    { header: "Bin", cell: (row) => row.location || "Floor" },
    ...throughColumn(trace.places),
    { header: "Reserved", align: "end", wideOnly: true, cell: (row) => <Quantity value={row.reserved} /> },
    { header: "Quantity", align: "end", cell: (row) => <Quantity value={row.quantity} unit={row.unitCode} strong /> },
  ];
  return (
    <PlainTable
      label={`Bins that hold some of ${what}`}
      entity="inventory_item"
      rows={trace.places}
      rowId={(row) => row.inventoryItemId}
      empty="Nothing of it lies anywhere now."
      columns={columns}
    />
  );
}

function TraceReceivers({ trace, what }: { trace: Trace; what: string }) {
  const columns: PlainColumn<Trace["receivers"][number]>[] = [
    {
      header: "Customer",
      cell: (row) => (
        <Link to="/customers/$customerId" params={{ customerId: row.customerId }}>
          {row.customerName}
        </Link>
      ),
    },
    { header: "E-mail", wideOnly: true, cell: (row) => <span className="dim">{row.email ?? "–"}</span> },
    {
      header: "Order",
      cell: (row) => (
        <Link to="/orders/$orderId" params={{ orderId: row.orderId }}>
          {row.orderNumber}
        </Link>
      ),
    },
    ...throughColumn(trace.receivers),
    { header: "State", cell: (row) => <ReceiverState row={row} /> },
    { header: "Quantity", align: "end", cell: (row) => <Quantity value={row.quantity} unit={row.unitCode} /> },
  ];
  return (
    <PlainTable
      label={`Who got some of ${what} or is promised some`}
      entity="order"
      rows={trace.receivers}
      rowId={(row) => `${row.orderId}.${row.state}.${row.through?.productId ?? ""}.${row.through?.lotId ?? ""}`}
      empty="Nobody got any of it, and none of it is promised."
      columns={columns}
    />
  );
}

function ReceiverState({ row }: { row: Trace["receivers"][number] }) {
  if (row.state === "PROMISED") return <StatusChip tone="info">Promised</StatusChip>;
  const [shipment] = row.shipments;
  const chip = <StatusChip tone="warning">Shipped</StatusChip>;
  return shipment ? (
    <Link
      to="/shipments/$shipmentId"
      params={{ shipmentId: shipment.id }}
      aria-label={`Shipped with ${shipment.number}`}
    >
      {chip}
    </Link>
  ) : (
    chip
  );
}

/** In which kits it is there, where some of it is in kits at all. */
function throughColumn<Row extends { readonly through: Through | null }>(rows: readonly Row[]): PlainColumn<Row>[] {
  if (rows.every((row) => row.through === null)) return [];
  return [
    {
      header: "In",
      cell: (row) => (row.through ? <ThroughKit kit={row.through} /> : <span className="dim">itself</span>),
    },
  ];
}

function ThroughKit({ kit }: { kit: Through }) {
  const name: ReactNode = kit.lotId ? (
    <Link to="/lots/$lotId" params={{ lotId: kit.lotId }}>
      {kit.sku}, lot {kit.lotNumber}
    </Link>
  ) : (
    <Link to="/products/$productId" params={{ productId: kit.productId }}>
      {kit.sku}
    </Link>
  );
  return kit.isCertain ? (
    name
  ) : (
    <span title="These kits are tracked by neither lot nor number: each built since may hold some.">{name}, maybe</span>
  );
}

function Relatives({ rows, label, quantityOf }: { rows: Trace["madeInto"]; label: string; quantityOf: string }) {
  const hasSupplier = rows.some((row) => row.supplierName !== null);
  const columns: PlainColumn<Trace["madeInto"][number]>[] = [
    {
      header: "SKU",
      cell: (row) => (
        <span style={{ paddingLeft: (row.depth - 1) * 18 }}>
          {row.depth > 1 ? (
            <span className="faint" aria-hidden="true">
              └{" "}
            </span>
          ) : null}
          <Link to="/products/$productId" params={{ productId: row.productId }}>
            {row.sku}
          </Link>
        </span>
      ),
    },
    { header: "Lot or number", cell: (row) => <LotOrNumber row={row} /> },
    ...(hasSupplier
      ? [{ header: "Supplier", wideOnly: true, cell: (row: Trace["madeInto"][number]) => row.supplierName ?? "–" }]
      : []),
    { header: quantityOf, align: "end", cell: (row) => <Quantity value={row.quantity} unit={row.unitCode} /> },
  ];
  return (
    <PlainTable
      label={label}
      entity="lot"
      rows={rows}
      rowId={(row) => `${rows.indexOf(row)}.${row.productId}.${row.serialId ?? row.lotId ?? ""}`}
      columns={columns}
    />
  );
}

function LotOrNumber({ row }: { row: Trace["madeInto"][number] }) {
  if (row.serialId)
    return (
      <Link to="/serials/$serialId" params={{ serialId: row.serialId }}>
        {row.serial}
      </Link>
    );
  if (!row.lotId) return <span className="dim">not tracked</span>;
  const isHeld = row.lotStatus === "HOLD" || row.lotStatus === "RECALLED" || row.lotStatus === "QUARANTINE";
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
      <Link to="/lots/$lotId" params={{ lotId: row.lotId }}>
        {row.lotNumber}
      </Link>
      {isHeld && row.lotStatus ? (
        <StatusChip tone={LOT_WORDS[row.lotStatus].tone}>{LOT_WORDS[row.lotStatus].word}</StatusChip>
      ) : null}
    </span>
  );
}

const ORIGINS: readonly PlainColumn<Trace["origins"][number]>[] = [
  { header: "When", cell: (row) => <Ago at={row.occurredAt} /> },
  {
    header: "How",
    cell: (row) =>
      row.importId ? (
        <Link to="/imports/$importId" params={{ importId: row.importId }}>
          {row.fileName}
        </Link>
      ) : (
        MOVEMENT_WORDS[row.type]
      ),
  },
  { header: "Where", cell: (row) => `${row.warehouseCode}, ${row.location || "Floor"}` },
  { header: "By", wideOnly: true, cell: (row) => row.createdByName ?? "–" },
  { header: "Quantity", align: "end", cell: (row) => <Quantity value={row.quantity} /> },
];
