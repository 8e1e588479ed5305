import type { StockAsOfRow } from "@invista/contracts/stock/as-of";
import { Change, Money, Quantity } from "../../shared/format/values.tsx";
import { QuantityThen } from "../../shared/ui/as-of.tsx";
import type { Column } from "../../shared/table/column.ts";

type NameOf = (id: string, code: string) => string;

/** The columns of the stock list when it is set to a past moment. */
export function stockAsOfColumns(nameOf: NameOf, showCost: boolean): readonly Column<StockAsOfRow>[] {
  const columns: Column<StockAsOfRow>[] = [
    {
      id: "sku",
      header: "SKU",
      width: 112,
      priority: 1,
      phone: "title",
      cell: (row) => <span className="strong">{row.sku}</span>,
    },
    {
      id: "name",
      header: "Product",
      width: 150,
      grow: true,
      priority: 3,
      phone: "second",
      cell: (row) => <span className="dim">{row.name}</span>,
    },
    {
      id: "warehouse",
      header: "Warehouse",
      width: 96,
      priority: 2,
      phone: "second",
      cell: (row) => nameOf(row.warehouseId, row.warehouseCode),
    },
    {
      id: "onHand",
      header: "On hand then",
      width: 104,
      align: "end",
      priority: 1,
      phone: "end",
      cell: (row) => <Quantity value={row.onHand} unit={row.unitCode} strong />,
    },
    {
      id: "reserved",
      header: "Reserved then",
      width: 108,
      align: "end",
      priority: 4,
      cell: (row) => <Quantity value={row.reserved} />,
    },
    {
      id: "held",
      header: "Held then",
      width: 104,
      align: "end",
      priority: 5,
      cell: (row) => <QuantityThen value={row.held} />,
    },
    {
      id: "available",
      header: "Available then",
      width: 112,
      align: "end",
      priority: 2,
      cell: (row) => <QuantityThen value={row.available} />,
    },
    {
      id: "inTransit",
      header: "In transit then",
      width: 104,
      align: "end",
      priority: 5,
      cell: (row) => <Quantity value={row.inTransit} />,
    },
  ];
  if (showCost)
    columns.push({
      id: "value",
      header: "Value then",
      width: 104,
      align: "end",
      priority: 3,
      cell: (row) => <Money value={row.value} currency={null} />,
    });
  columns.push(
    {
      id: "onHandNow",
      header: "On hand now",
      width: 104,
      align: "end",
      priority: 4,
      cell: (row) => <Quantity value={row.onHandNow} />,
    },
    {
      id: "since",
      header: "Since then",
      width: 92,
      align: "end",
      priority: 2,
      phone: "second-end",
      cell: (row) => <Change value={row.since} />,
    },
  );
  return columns;
}
