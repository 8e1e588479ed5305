import type { ProductRow } from "@invista/contracts/product/read-product";
import { Ago, Money, Quantity } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { PRODUCT_WORDS } from "../../shared/ui/state-words.ts";

export const PRODUCT_COLUMNS: readonly Column<ProductRow>[] = [
  {
    id: "sku",
    header: "SKU",
    width: 118,
    priority: 1,
    sort: "sku",
    phone: "title",
    cell: (row) => <span className="strong">{row.sku}</span>,
  },
  {
    id: "name",
    header: "Product",
    width: 180,
    grow: true,
    priority: 2,
    sort: "name",
    phone: "second",
    cell: (row) => row.name,
  },
  {
    id: "category",
    header: "Category",
    width: 124,
    priority: 5,
    cell: (row) => <span className="dim">{row.categoryName ?? "–"}</span>,
  },
  {
    id: "status",
    header: "State",
    width: 100,
    priority: 2,
    phone: "second-end",
    cell: (row) => <StatusChip tone={PRODUCT_WORDS[row.status].tone}>{PRODUCT_WORDS[row.status].word}</StatusChip>,
  },
  {
    id: "price",
    header: "Price",
    width: 96,
    align: "end",
    priority: 4,
    cell: (row) => <Money value={row.price} currency={row.currency} exact />,
  },
  {
    id: "onHand",
    header: "On hand",
    width: 92,
    align: "end",
    priority: 3,
    cell: (row) => <Quantity value={row.onHand} unit={row.unitCode} />,
  },
  {
    id: "reserved",
    header: "Reserved",
    width: 84,
    align: "end",
    priority: 4,
    cell: (row) => <Quantity value={row.reserved} />,
  },
  {
    id: "available",
    header: "Available",
    width: 96,
    align: "end",
    priority: 1,
    phone: "end",
    cell: (row) => <Quantity value={row.available} unit={row.unitCode} strong />,
  },
  {
    id: "places",
    header: "Warehouses",
    width: 150,
    priority: 6,
    cell: (row) => <span className="dim">{row.stock.map((one) => one.code).join(", ") || "–"}</span>,
  },
  {
    id: "barcode",
    header: "Barcode",
    width: 124,
    priority: 7,
    cell: (row) => <span className="dim num">{row.barcode ?? "–"}</span>,
  },
  {
    id: "updated",
    header: "Changed",
    width: 100,
    align: "end",
    priority: 6,
    sort: "updatedAt",
    cell: (row) => (
      <span className="dim">
        <Ago at={row.updatedAt} />
      </span>
    ),
  },
];
