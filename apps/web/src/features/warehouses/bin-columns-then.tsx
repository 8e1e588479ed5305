import type { LocationThen } from "@invista/contracts/warehouse/as-of";
import { Quantity } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import type { Column } from "../../shared/table/column.ts";
import { NotRecorded, QuantityThen } from "../../shared/ui/as-of.tsx";
import { BIN_WORDS } from "./bin-words.ts";

/** The columns of a warehouse's bins at a moment of the past. */
export const BIN_COLUMNS_THEN: readonly Column<LocationThen>[] = [
  {
    id: "code",
    header: "Bin",
    width: 120,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{row.code || "Floor"}</span>,
  },
  { id: "zone", header: "Zone", width: 90, priority: 6, cell: (row) => <span className="dim">{row.zone ?? "–"}</span> },
  {
    id: "type",
    header: "Kind then",
    width: 120,
    grow: true,
    priority: 2,
    phone: "second",
    cell: (row) => (row.type === null ? <NotRecorded /> : BIN_WORDS[row.type]),
  },
  {
    id: "sellable",
    header: "Sellable then",
    width: 110,
    priority: 3,
    cell: (row) =>
      row.isSellable === null ? <NotRecorded /> : row.isSellable ? "Yes" : <span className="dim">No</span>,
  },
  {
    id: "positions",
    header: "Holds",
    width: 90,
    align: "end",
    priority: 4,
    phone: "second-end",
    cell: (row) => (row.positions === 0 ? <span className="faint">empty</span> : plural(row.positions, "item")),
  },
  {
    id: "onHand",
    header: "On hand then",
    width: 110,
    align: "end",
    priority: 1,
    phone: "end",
    cell: (row) => <Quantity value={row.onHand} strong />,
  },
  {
    id: "reserved",
    header: "Reserved then",
    width: 110,
    align: "end",
    priority: 5,
    cell: (row) => <Quantity value={row.reserved} />,
  },
  {
    id: "held",
    header: "Held then",
    width: 110,
    align: "end",
    priority: 5,
    cell: (row) => <QuantityThen value={row.held} />,
  },
  {
    id: "available",
    header: "Available then",
    width: 116,
    align: "end",
    priority: 3,
    cell: (row) => <QuantityThen value={row.available} />,
  },
];
