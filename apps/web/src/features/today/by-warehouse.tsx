import type { DashboardView } from "@invista/contracts/dashboard/dashboard";
import { Link } from "@tanstack/react-router";
import { formatCount } from "../../shared/format/numbers.ts";
import { Money, Quantity } from "../../shared/format/values.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";

type Row = DashboardView["warehouses"][number];

/** Each warehouse: how many positions, what they are worth, what is promised. */
export function ByWarehouse({ view }: { view: DashboardView }) {
  const columns: PlainColumn<Row>[] = [
    {
      header: "Warehouse",
      cell: (row) => (
        <Link to="/stock" search={{ warehouse: row.id }} className="strong">
          {row.name}
        </Link>
      ),
    },
    { header: "Positions", align: "end", cell: (row) => formatCount(row.positions) },
    { header: "Reserved", align: "end", cell: (row) => <Quantity value={row.reserved} /> },
    { header: "Open orders", align: "end", cell: (row) => formatCount(row.openOrders) },
  ];
  if (view.stockValue !== null)
    columns.push({
      header: "Value",
      align: "end",
      cell: (row) => <Money value={row.value} currency={view.currency} />,
    });
  return (
    <Panel title="By warehouse" aside={<Link to="/stock">Stock</Link>} flush>
      <PlainTable
        label="Warehouses"
        entity="warehouse"
        columns={columns}
        rows={view.warehouses}
        rowId={(row) => row.id}
        empty="There is no warehouse you may see."
      />
    </Panel>
  );
}
