import type { StockRow } from "@invista/contracts/stock/list-stock";
import { Ago, Money, Quantity } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { STOCK_WORDS } from "../../shared/ui/state-words.ts";
import { Cover, Projected } from "./demand-figures.tsx";
import { LevelBar } from "./level-bar.tsx";

type NameOf = (id: string, code: string) => string;

/** The columns of the stock list; value only for those who may see cost. */
export function stockColumns(nameOf: NameOf, showCost: boolean): readonly Column<StockRow>[] {
  const columns: Column<StockRow>[] = [
    {
      id: "sku",
      header: "SKU",
      width: 112,
      priority: 1,
      sort: "sku",
      phone: "title",
      cell: (row) => <span className="strong">{row.sku}</span>,
    },
    {
      id: "name",
      header: "Product",
      width: 150,
      grow: true,
      priority: 2,
      sort: "name",
      phone: "second",
      cell: (row) => <span className="dim">{row.name}</span>,
    },
    {
      id: "warehouse",
      header: "Warehouse",
      width: 96,
      priority: 3,
      phone: "second",
      cell: (row) => nameOf(row.warehouseId, row.warehouseCode),
    },
    {
      id: "state",
      header: "State",
      width: 138,
      priority: 2,
      phone: "second-end",
      cell: (row) => <StatusChip tone={STOCK_WORDS[row.state].tone}>{STOCK_WORDS[row.state].word}</StatusChip>,
    },
    {
      id: "onHand",
      header: "On hand",
      width: 88,
      align: "end",
      priority: 3,
      sort: "onHand",
      cell: (row) => <Quantity value={row.onHand} unit={row.unitCode} />,
    },
    {
      id: "reserved",
      header: "Reserved",
      width: 80,
      align: "end",
      priority: 4,
      cell: (row) => <Quantity value={row.reserved} />,
    },
    {
      id: "held",
      header: "Held",
      width: 72,
      align: "end",
      priority: 6,
      cell: (row) => <Quantity value={row.held} />,
    },
    {
      id: "available",
      header: "Available",
      width: 92,
      align: "end",
      priority: 1,
      sort: "available",
      phone: "end",
      cell: (row) => <Quantity value={row.available} unit={row.unitCode} strong />,
    },
    {
      id: "incoming",
      header: "Incoming",
      width: 84,
      align: "end",
      priority: 7,
      cell: (row) => <Quantity value={row.incoming} />,
    },
    {
      id: "projected",
      header: "Projected",
      width: 88,
      align: "end",
      priority: 6,
      cell: (row) => <Projected value={row.projected} />,
    },
    {
      id: "cover",
      header: "Cover",
      width: 76,
      align: "end",
      priority: 7,
      cell: (row) => <Cover days={row.daysOfCover} />,
    },
    { id: "level", header: "Min – max", width: 88, align: "end", priority: 5, cell: (row) => <LevelBar row={row} /> },
  ];
  if (showCost)
    columns.push({
      id: "value",
      header: "Value",
      width: 104,
      align: "end",
      priority: 6,
      cell: (row) => <Money value={row.value} currency={null} />,
    });
  columns.push({
    id: "moved",
    header: "Last moved",
    width: 100,
    align: "end",
    priority: 8,
    cell: (row) =>
      row.lastMovementAt ? (
        <span className="dim">
          <Ago at={row.lastMovementAt} />
        </span>
      ) : (
        <span className="faint">never</span>
      ),
  });
  return columns;
}
