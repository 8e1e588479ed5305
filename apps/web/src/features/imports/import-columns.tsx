import { SHEETS } from "@invista/contracts/import/kinds";
import type { Outputs } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Ago } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { IMPORT_WORDS } from "../../shared/ui/state-words.ts";

export type ImportRow = Outputs["import"]["list"]["rows"][number];

export const PROFILE_WORDS = {
  TEMPLATE: "Template",
  SHOPIFY_PRODUCTS: "Shopify products",
  SHOPIFY_INVENTORY: "Shopify inventory",
  WOOCOMMERCE: "WooCommerce products",
  MAPPED: "Mapped columns",
  PRICES: SHEETS.PRICES.word,
  BINS: SHEETS.BINS.word,
  LOTS: SHEETS.LOTS.word,
  LOT_STOCK: SHEETS.LOT_STOCK.word,
  SERIALS: SHEETS.SERIALS.word,
  COUNTS: SHEETS.COUNTS.word,
} as const;

/** The columns of the list of imports. */
export const importColumns: readonly Column<ImportRow>[] = [
  {
    id: "file",
    header: "File",
    width: 200,
    grow: true,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{row.fileName}</span>,
  },
  {
    id: "status",
    header: "State",
    width: 130,
    priority: 1,
    phone: "second-end",
    cell: (row) => <StatusChip tone={IMPORT_WORDS[row.status].tone}>{IMPORT_WORDS[row.status].word}</StatusChip>,
  },
  {
    id: "kind",
    header: "Kind",
    width: 140,
    priority: 4,
    phone: "second",
    cell: (row) => <span className="dim">{row.profile ? PROFILE_WORDS[row.profile] : "not recognised"}</span>,
  },
  {
    id: "rows",
    header: "Rows",
    width: 80,
    align: "end",
    priority: 2,
    cell: (row) => <span className="num">{formatCount(row.rowsTotal)}</span>,
  },
  {
    id: "rejected",
    header: "Rejected",
    width: 84,
    align: "end",
    priority: 3,
    cell: (row) => <span className="num">{formatCount(row.counts?.rejected ?? 0)}</span>,
  },
  {
    id: "who",
    header: "By",
    width: 130,
    priority: 5,
    cell: (row) => <span className="dim">{row.createdByName ?? ""}</span>,
  },
  {
    id: "at",
    header: "When",
    width: 110,
    align: "end",
    priority: 2,
    sort: "createdAt",
    phone: "end",
    cell: (row) => <Ago at={row.createdAt} />,
  },
];
