import type { SerialRow } from "@invista/contracts/serial/serial";
import type { Column } from "../../shared/table/column.ts";
import { SERIAL_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";

/** The columns of a list of pieces that the present and the past share. */
export const SERIAL_COLUMNS: readonly Column<Omit<SerialRow, "updatedAt">>[] = [
  {
    id: "serial",
    header: "Serial number",
    width: 170,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong num">{row.serial}</span>,
  },
  {
    id: "product",
    header: "Product",
    width: 200,
    grow: true,
    priority: 1,
    phone: "second",
    cell: (row) => (
      <>
        <span className="strong">{row.sku}</span> <span className="dim">{row.name}</span>
      </>
    ),
  },
  {
    id: "status",
    header: "State",
    width: 120,
    priority: 1,
    phone: "second-end",
    cell: (row) => <StatusChip tone={SERIAL_WORDS[row.status].tone}>{SERIAL_WORDS[row.status].word}</StatusChip>,
  },
  { id: "warehouse", header: "Warehouse", width: 110, priority: 2, cell: (row) => row.warehouseCode ?? "–" },
  {
    id: "bin",
    header: "Bin",
    width: 110,
    priority: 2,
    phone: "end",
    cell: (row) => (row.location === null ? "–" : row.location || "Floor"),
  },
  { id: "lot", header: "Lot", width: 100, priority: 5, cell: (row) => row.lotNumber ?? "–" },
];
