import type { OperationRow } from "@invista/contracts/operation/operation";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { operationState, procedureWord } from "./operation-words.ts";

export const OPERATION_COLUMNS: readonly Column<OperationRow>[] = [
  {
    id: "at",
    header: "When",
    width: 120,
    priority: 1,
    phone: "second-end",
    cell: (row) => <Ago at={row.createdAt} />,
  },
  {
    id: "what",
    header: "What",
    width: 220,
    grow: true,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{procedureWord(row.procedure)}</span>,
  },
  {
    id: "who",
    header: "Who",
    width: 180,
    priority: 2,
    phone: "second",
    cell: (row) => <span className="dim">{row.createdByName ?? "Invista"}</span>,
  },
  {
    id: "movements",
    header: "Movements",
    width: 100,
    align: "end",
    priority: 3,
    cell: (row) => formatCount(row.movements),
  },
  {
    id: "state",
    header: "State",
    width: 110,
    priority: 1,
    phone: "end",
    cell: (row) => <StatusChip tone={operationState(row).tone}>{operationState(row).word}</StatusChip>,
  },
];
