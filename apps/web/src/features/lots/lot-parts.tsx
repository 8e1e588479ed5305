import type { LotView } from "@invista/contracts/lot/lot";
import { Link } from "@tanstack/react-router";
import { Quantity } from "../../shared/format/values.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";

/** The bins that hold some of a lot. */
export function LotPlaces({ view }: { view: LotView }) {
  const { nameOf } = useWarehouses();
  const { productId, unitCode } = view.lot;
  return (
    <PlainTable
      label="Bins that hold some of the lot"
      entity="inventory_item"
      rows={view.places}
      rowId={(row) => row.inventoryItemId}
      empty="Nothing of it lies anywhere now."
      columns={[
        {
          header: "Warehouse",
          cell: (row) => (
            <Link to="/stock/$productId/$warehouseId" params={{ productId, warehouseId: row.warehouseId }}>
              {nameOf(row.warehouseId, row.warehouseCode)}
            </Link>
          ),
        },
        { header: "Bin", cell: (row) => row.location || "Floor" },
        { header: "Reserved", align: "end", cell: (row) => <Quantity value={row.reserved} /> },
        { header: "Quantity", align: "end", cell: (row) => <Quantity value={row.quantity} unit={unitCode} strong /> },
      ]}
    />
  );
}

/** Customers who got some of a lot, or whose orders claim some. */
export function LotReceivers({ view }: { view: LotView }) {
  return (
    <PlainTable
      label="Who got some of the lot or is promised some"
      entity="order"
      rows={view.receivers}
      rowId={(row) => `${row.orderId}.${row.state}`}
      empty="Nobody got any of it, and none of it is promised."
      columns={[
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
        {
          header: "State",
          cell: (row) =>
            row.state === "SHIPPED" ? (
              <StatusChip tone="warning">Shipped</StatusChip>
            ) : (
              <StatusChip tone="info">Promised</StatusChip>
            ),
        },
        { header: "Quantity", align: "end", cell: (row) => <Quantity value={row.quantity} unit={view.lot.unitCode} /> },
      ]}
    />
  );
}

/** Lots at the other side of an assembly. */
export function LotRelatives({ relatives, label }: { relatives: LotView["madeInto"]; label: string }) {
  return (
    <PlainTable
      label={label}
      entity="lot"
      rows={relatives}
      rowId={(row) => `${row.operationId}.${row.productId}.${row.lotId ?? ""}`}
      columns={[
        { header: "SKU", cell: (row) => row.sku },
        {
          header: "Lot",
          cell: (row) =>
            row.lotId ? (
              <Link to="/lots/$lotId" params={{ lotId: row.lotId }}>
                {row.lotNumber}
              </Link>
            ) : (
              "–"
            ),
        },
        { header: "Quantity", align: "end", cell: (row) => <Quantity value={row.quantity} /> },
      ]}
    />
  );
}
