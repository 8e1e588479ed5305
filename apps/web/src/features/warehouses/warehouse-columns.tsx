import { formatCount } from "../../shared/format/numbers.ts";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { WAREHOUSE_WORDS } from "../../shared/ui/state-words.ts";
import type { Warehouse } from "./warehouse.ts";

export const WAREHOUSE_COLUMNS: readonly Column<Warehouse>[] = [
  {
    id: "code",
    header: "Code",
    width: 110,
    priority: 1,
    sort: "code",
    phone: "second",
    cell: (row) => <span className="dim">{row.code}</span>,
  },
  {
    id: "name",
    header: "Name",
    width: 180,
    grow: true,
    priority: 1,
    sort: "name",
    phone: "title",
    cell: (row) => <span className="strong">{row.name}</span>,
  },
  {
    id: "status",
    header: "State",
    width: 106,
    priority: 2,
    phone: "second-end",
    cell: (row) => <StatusChip tone={WAREHOUSE_WORDS[row.status].tone}>{WAREHOUSE_WORDS[row.status].word}</StatusChip>,
  },
  {
    id: "timezone",
    header: "Time zone",
    width: 150,
    priority: 5,
    cell: (row) => <span className="dim">{row.timezone}</span>,
  },
  {
    id: "positions",
    header: "Positions",
    width: 92,
    align: "end",
    priority: 3,
    phone: "end",
    cell: (row) => formatCount(row.positions),
  },
  { id: "bins", header: "Bins", width: 80, align: "end", priority: 3, cell: (row) => formatCount(row.bins) },
  {
    id: "priority",
    header: "Priority",
    width: 84,
    align: "end",
    priority: 4,
    sort: "priority",
    cell: (row) => formatCount(row.priority),
  },
];
