import type { TransferRow } from "@invista/contracts/transfer/transfer";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago, Moment, Quantity } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { TRANSFER_WORDS } from "../../shared/ui/state-words.ts";

export function transferColumns(nameOf: (id: string, code: string) => string): readonly Column<TransferRow>[] {
  return [
    {
      id: "number",
      header: "Transfer",
      width: 112,
      priority: 1,
      phone: "title",
      cell: (row) => <span className="strong">{row.transferNumber}</span>,
    },
    {
      id: "status",
      header: "State",
      width: 136,
      priority: 1,
      phone: "second-end",
      cell: (row) => <StatusChip tone={TRANSFER_WORDS[row.status].tone}>{TRANSFER_WORDS[row.status].word}</StatusChip>,
    },
    {
      id: "route",
      header: "From and to",
      width: 220,
      grow: true,
      priority: 1,
      phone: "second",
      cell: (row) => `${nameOf(row.fromWarehouseId, row.fromCode)} → ${nameOf(row.toWarehouseId, row.toCode)}`,
    },
    { id: "lines", header: "Lines", width: 70, align: "end", priority: 4, cell: (row) => formatCount(row.lines) },
    {
      id: "underWay",
      header: "Under way",
      width: 100,
      align: "end",
      priority: 2,
      phone: "end",
      cell: (row) => <Quantity value={row.underWay} />,
    },
    {
      id: "dispatched",
      header: "Left",
      width: 110,
      priority: 3,
      cell: (row) => (row.dispatchedAt ? <Ago at={row.dispatchedAt} /> : <span className="faint">–</span>),
    },
    {
      id: "expected",
      header: "Expected",
      width: 120,
      priority: 4,
      cell: (row) => (row.expectedAt ? <Moment at={row.expectedAt} /> : <span className="faint">–</span>),
    },
    {
      id: "who",
      header: "Drafted by",
      width: 130,
      priority: 5,
      cell: (row) => <span className="dim">{row.createdByName ?? "–"}</span>,
    },
  ];
}
