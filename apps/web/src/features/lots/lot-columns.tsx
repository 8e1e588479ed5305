import type { LotThen } from "@invista/contracts/lot/as-of";
import type { LotRow } from "@invista/contracts/lot/lot";
import { formatFullDay } from "../../shared/format/times.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { NotRecorded } from "../../shared/ui/as-of.tsx";
import type { Column } from "../../shared/table/column.ts";
import { DaysLeft, LotState } from "./lot-state.tsx";

/** The columns of the list of lots. */
export const LOT_COLUMNS: readonly Column<LotRow | LotThen>[] = [
  {
    id: "lot",
    header: "Lot",
    width: 130,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{row.lotNumber}</span>,
  },
  { id: "sku", header: "SKU", width: 112, priority: 1, phone: "second", cell: (row) => row.sku },
  {
    id: "name",
    header: "Product",
    width: 150,
    grow: true,
    priority: 4,
    cell: (row) => <span className="dim">{row.name}</span>,
  },
  {
    id: "status",
    header: "State",
    width: 124,
    priority: 1,
    phone: "second-end",
    cell: (row) => <LotState lot={row} />,
  },
  {
    id: "expires",
    header: "Expires",
    width: 122,
    align: "end",
    priority: 2,
    cell: (row) =>
      row.status === null ? (
        <NotRecorded />
      ) : row.expiresAt ? (
        formatFullDay(row.expiresAt)
      ) : (
        <span className="faint">–</span>
      ),
  },
  { id: "left", header: "Left", width: 100, align: "end", priority: 2, cell: (row) => <DaysLeft lot={row} /> },
  {
    id: "onHand",
    header: "On hand",
    width: 92,
    align: "end",
    priority: 1,
    phone: "end",
    cell: (row) => <Quantity value={row.onHand} unit={row.unitCode} strong />,
  },
  {
    id: "reserved",
    header: "Reserved",
    width: 84,
    align: "end",
    priority: 5,
    cell: (row) => <Quantity value={row.reserved} />,
  },
];
