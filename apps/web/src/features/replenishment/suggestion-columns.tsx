import type { SuggestionRow } from "@invista/contracts/replenishment/replenishment";
import { formatCount, formatDecimal } from "../../shared/format/numbers.ts";
import { Money, Quantity } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { urgencyOf } from "./suggestion-words.ts";

export function suggestionColumns(nameOf: (id: string, code: string) => string): readonly Column<SuggestionRow>[] {
  return [
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
      width: 170,
      grow: true,
      priority: 3,
      cell: (row) => <span className="dim">{row.name}</span>,
    },
    {
      id: "warehouse",
      header: "Warehouse",
      width: 106,
      priority: 2,
      phone: "second",
      cell: (row) => nameOf(row.warehouseId, row.warehouseCode),
    },
    {
      id: "urgency",
      header: "State",
      width: 108,
      priority: 1,
      phone: "second-end",
      cell: (row) => <StatusChip tone={urgencyOf(row).tone}>{urgencyOf(row).word}</StatusChip>,
    },
    {
      id: "lasts",
      header: "Lasts",
      width: 76,
      align: "end",
      priority: 2,
      cell: (row) =>
        row.daysLeft === null ? (
          <span className="faint" title="Nothing went out in 13 weeks">
            –
          </span>
        ) : (
          <span className="num" title={`Needed until a delivery: ${row.leadTimeDays} days`}>
            {formatCount(row.daysLeft)} <span className="dim">d</span>
          </span>
        ),
    },
    {
      id: "available",
      header: "Available",
      width: 86,
      align: "end",
      priority: 3,
      cell: (row) => <Quantity value={row.available} />,
    },
    {
      id: "incoming",
      header: "Incoming",
      width: 84,
      align: "end",
      priority: 5,
      cell: (row) => <Quantity value={row.incoming} />,
    },
    {
      id: "weekly",
      header: "A week",
      width: 76,
      align: "end",
      priority: 4,
      cell: (row) =>
        row.weeklyDemand === null ? <span className="faint">–</span> : <Quantity value={row.weeklyDemand} />,
    },
    {
      id: "class",
      header: "Class",
      width: 60,
      priority: 6,
      cell: (row) => (
        <span className="dim">{row.abcClass === null ? "–" : `${row.abcClass}${row.xyzClass ?? ""}`}</span>
      ),
    },
    {
      id: "point",
      header: "Reorder at",
      width: 96,
      align: "end",
      priority: 3,
      cell: (row) => <ReorderPoint row={row} />,
    },
    {
      id: "suggested",
      header: "Order",
      width: 84,
      align: "end",
      priority: 1,
      phone: "end",
      cell: (row) => <Quantity value={row.suggested} unit={row.unitCode} strong />,
    },
    {
      id: "supplier",
      header: "Supplier",
      width: 130,
      priority: 6,
      cell: (row) => <span className="dim cut">{row.supplierName ?? "–"}</span>,
    },
    {
      id: "cost",
      header: "Cost",
      width: 100,
      align: "end",
      priority: 4,
      cell: (row) => <Money value={row.suggested === "0" ? null : row.cost} currency={null} />,
    },
  ];
}

/** The point; where a rule says less than demand asks for, that is told. */
function ReorderPoint({ row }: { row: SuggestionRow }) {
  const low = row.basis === "RULE" && row.formulaPoint !== null && Number(row.formulaPoint) > Number(row.reorderPoint);
  return (
    <span
      className="num"
      style={low ? { color: "var(--amber)" } : undefined}
      title={
        low
          ? `A rule says ${formatDecimal(row.reorderPoint)}; demand asks for ${formatDecimal(row.formulaPoint ?? "0")}`
          : row.basis === "RULE"
            ? "By a rule"
            : "By the formula"
      }
    >
      {formatDecimal(row.reorderPoint)}
    </span>
  );
}
