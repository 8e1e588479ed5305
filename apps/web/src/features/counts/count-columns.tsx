import type { CountRow } from "@invista/contracts/count/read-count";
import { formatCount } from "../../shared/format/numbers.ts";
import { formatDay } from "../../shared/format/times.ts";
import { Ago, Money } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { COUNT_WORDS } from "../../shared/ui/state-words.ts";
import { progressWords } from "./count-words.ts";

const NONE = <span className="faint">–</span>;

/** The chip of a count's state; a posted count that was taken back says so. */
export function CountChip({ count }: { count: Pick<CountRow, "status" | "undoneAt"> }) {
  if (count.undoneAt !== null) return <StatusChip tone="warning">Undone</StatusChip>;
  return <StatusChip tone={COUNT_WORDS[count.status].tone}>{COUNT_WORDS[count.status].word}</StatusChip>;
}

export function countColumns(nameOf: (id: string, code: string) => string): readonly Column<CountRow>[] {
  return [
    {
      id: "number",
      header: "Count",
      width: 116,
      priority: 1,
      phone: "title",
      cell: (row) => <span className="strong">{row.countNumber}</span>,
    },
    {
      id: "status",
      header: "State",
      width: 122,
      priority: 1,
      phone: "second-end",
      cell: (row) => <CountChip count={row} />,
    },
    {
      id: "warehouse",
      header: "Warehouse",
      width: 150,
      grow: true,
      priority: 2,
      phone: "second",
      cell: (row) => nameOf(row.warehouseId, row.warehouseCode),
    },
    {
      id: "progress",
      header: "Progress",
      width: 150,
      priority: 1,
      phone: "end",
      cell: (row) => <span className="num">{progressWords(row)}</span>,
    },
    {
      id: "differing",
      header: "Differ",
      width: 76,
      align: "end",
      priority: 3,
      cell: (row) => (row.differing === null ? NONE : formatCount(row.differing)),
    },
    {
      id: "value",
      header: "Difference",
      width: 110,
      align: "end",
      priority: 2,
      cell: (row) => <Money value={row.varianceValue} currency={null} />,
    },
    {
      id: "planned",
      header: "Planned for",
      width: 104,
      priority: 4,
      cell: (row) => (row.plannedFor ? <span className="num">{formatDay(row.plannedFor)}</span> : NONE),
    },
    {
      id: "begun",
      header: "Begun",
      width: 104,
      priority: 4,
      cell: (row) => (row.startedAt ? <Ago at={row.startedAt} /> : NONE),
    },
    {
      id: "who",
      header: "Planned by",
      width: 130,
      priority: 5,
      cell: (row) => <span className="dim">{row.createdByName ?? "–"}</span>,
    },
  ];
}
