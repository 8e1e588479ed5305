import type { MovementRow } from "@invista/contracts/stock/list-stock";
import { Ago, Change, Money, Quantity } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import type { Column } from "../../shared/table/column.ts";
import { DocumentLink } from "../../shared/ui/document-link.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";

/** The columns of the ledger. */
export function ledgerColumns(
  nameOf: (id: string, code: string) => string,
  showCost: boolean,
): readonly Column<MovementRow>[] {
  const columns: Column<MovementRow>[] = [
    {
      id: "seq",
      header: "No.",
      width: 74,
      align: "end",
      priority: 5,
      cell: (row) => <span className="dim num">{row.seq}</span>,
    },
    {
      id: "at",
      header: "When",
      width: 108,
      priority: 1,
      phone: "second-end",
      cell: (row) => <Ago at={row.recordedAt} />,
    },
    { id: "type", header: "What", width: 130, priority: 1, phone: "second", cell: (row) => MOVEMENT_WORDS[row.type] },
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
      priority: 4,
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
      id: "bin",
      header: "Bin",
      width: 86,
      priority: 3,
      cell: (row) => row.location || <span className="dim">Floor</span>,
    },
    {
      id: "quantity",
      header: "Change",
      width: 84,
      align: "end",
      priority: 1,
      phone: "end",
      cell: (row) => <Change value={row.quantity} />,
    },
    {
      id: "balance",
      header: "Balance",
      width: 84,
      align: "end",
      priority: 2,
      cell: (row) => <Quantity value={row.balanceAfter} />,
    },
  ];
  if (showCost)
    columns.push({
      id: "value",
      header: "Value",
      width: 96,
      align: "end",
      priority: 6,
      cell: (row) => <Money value={row.value} currency={null} />,
    });
  columns.push(
    {
      id: "document",
      header: "Document",
      width: 118,
      priority: 4,
      cell: (row) =>
        row.referenceType && row.referenceId ? (
          <DocumentLink kind={row.referenceType} id={row.referenceId} number={row.referenceNumber} />
        ) : null,
    },
    {
      id: "reason",
      header: "Reason",
      width: 110,
      priority: 6,
      cell: (row) => <span className="dim">{row.reasonCode ? sentence(row.reasonCode) : ""}</span>,
    },
    {
      id: "who",
      header: "Who",
      width: 120,
      priority: 4,
      cell: (row) => <span className="dim">{row.createdByName ?? "Invista"}</span>,
    },
  );
  return columns;
}
