import { Button } from "@mantine/core";
import { IconBoxMultiple, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { usePages } from "../../shared/api/use-pages.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import type { Column } from "../../shared/table/column.ts";
import { ListTools } from "../../shared/table/list-tools.tsx";
import { DataTable } from "../../shared/table/data-table.tsx";
import { momentOf } from "../../shared/ui/as-of.tsx";
import { ExportButton } from "../../shared/ui/export-button.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { ListPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { BinContentsDialog } from "./bin-contents.tsx";
import { BinDialog } from "./bin-dialog.tsx";
import { BinFilters } from "./bin-filters.tsx";
import { BinMap } from "./bin-map.tsx";
import type { BinSearch } from "./bin-search.ts";
import { BIN_WORDS, type Bin } from "./bin-words.ts";
import { BinsThen } from "./bins-then.tsx";
import { WarehouseDialog } from "./warehouse-dialog.tsx";

const COLUMNS: readonly Column<Bin>[] = [
  {
    id: "code",
    header: "Bin",
    width: 120,
    priority: 1,
    phone: "title",
    cell: (row) => <span className="strong">{row.code || "Floor"}</span>,
  },
  { id: "zone", header: "Zone", width: 90, priority: 4, cell: (row) => <span className="dim">{row.zone ?? "–"}</span> },
  {
    id: "type",
    header: "Kind",
    width: 120,
    grow: true,
    priority: 2,
    phone: "second",
    cell: (row) => BIN_WORDS[row.type],
  },
  {
    id: "sellable",
    header: "Sellable",
    width: 90,
    priority: 3,
    phone: "second-end",
    cell: (row) => (row.isSellable ? "Yes" : <span className="dim">No</span>),
  },
  {
    id: "barcode",
    header: "Barcode",
    width: 140,
    priority: 6,
    cell: (row) => <span className="dim num">{row.barcode ?? "–"}</span>,
  },
  {
    id: "sequence",
    header: "Route",
    width: 80,
    align: "end",
    priority: 5,
    cell: (row) => <span className="dim">{row.pickSequence ?? "–"}</span>,
  },
  {
    id: "positions",
    header: "Positions",
    width: 90,
    align: "end",
    priority: 3,
    cell: (row) => formatCount(row.positions),
  },
  {
    id: "onHand",
    header: "On hand",
    width: 100,
    align: "end",
    priority: 1,
    phone: "end",
    cell: (row) => <Quantity value={row.onHand} strong />,
  },
];

interface Props {
  readonly warehouseId: string;
  readonly search: BinSearch;
  readonly onSearch: (change: Partial<BinSearch>) => void;
  readonly onBack: () => void;
}

/** The bins of one warehouse, now or at a moment of the past. */
export function BinList(props: Props) {
  const moment = momentOf(props.search);
  return moment ? <BinsThen {...props} moment={moment} /> : <PresentBins {...props} />;
}

function PresentBins({ warehouseId, search, onSearch, onBack }: Props) {
  const { q, view } = search;
  const utils = trpc.useUtils();
  const warehouses = trpc.warehouse.list.useQuery({});
  const warehouse = warehouses.data?.rows.find((row) => row.id === warehouseId);
  const mayManage = useCan("location:manage");
  const mayEdit = useCan("warehouse:manage");
  const [open, setOpen] = useState<{ kind: "bin" | "contents"; bin: Bin } | "new" | "warehouse" | null>(null);
  const query = usePages(trpc.location.list, { warehouseId, q }, utils.client.location.list.query);
  useShortcuts([
    {
      keys: "Escape",
      label: "back to the warehouses",
      group: "This page",
      shownAs: ["Esc"],
      inFooter: true,
      run: onBack,
    },
  ]);
  useShortcuts(
    [{ keys: "c", label: "new bin", group: "This page", inFooter: true, run: () => setOpen("new") }],
    mayManage,
  );
  const close = () => setOpen(null);
  return (
    <>
      <ListPage
        title={warehouse?.name ?? "Warehouse"}
        figures={
          warehouse
            ? `${warehouse.code} · ${plural(warehouse.bins, "bin")}, ${plural(warehouse.positions, "position")} · ${warehouse.timezone}`
            : null
        }
        actions={
          <>
            <ExportButton list="bins" filters={{ warehouseId, q }} permission="stock:export" />
            {mayEdit && warehouse ? <Button onClick={() => setOpen("warehouse")}>Edit warehouse</Button> : null}
            {mayManage ? (
              <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setOpen("new")}>
                New bin
              </Button>
            ) : null}
          </>
        }
        filters={<BinFilters search={search} onSearch={onSearch} />}
        tools={view ? null : <ListTools list="bins" columns={COLUMNS} />}
      >
        {view ? (
          <BinMap warehouseId={warehouseId} onOpen={(bin) => setOpen({ kind: "contents", bin })} />
        ) : (
          <DataTable
            list="bins"
            label="Bins"
            entity="location"
            columns={COLUMNS}
            query={query}
            rowId={(row) => row.id}
            rowLabel={(row) => row.code || "Floor"}
            onOpen={(bin) => setOpen({ kind: "contents", bin })}
            bulk={(rows) => (
              <LabelButton size="xs" kind="BIN" ids={rows.filter((row) => row.code !== "").map((row) => row.id)} />
            )}
            empty={
              <Notice
                icon={<IconBoxMultiple size={28} stroke={1.5} />}
                title={q ? "No bin matches" : "No bins yet"}
                action={
                  !q && mayManage ? (
                    <Button variant="filled" onClick={() => setOpen("new")}>
                      New bin
                    </Button>
                  ) : null
                }
              >
                {q
                  ? "No bin of this warehouse has this in its code."
                  : "Without bins, stock lies on the floor of the warehouse. A bin is also made when stock is first put there."}
              </Notice>
            }
          />
        )}
      </ListPage>
      {open === "warehouse" && warehouse ? <WarehouseDialog warehouse={warehouse} onClose={close} /> : null}
      {open === "new" ? <BinDialog warehouseId={warehouseId} bin={null} onClose={close} /> : null}
      {isBin(open) && open.kind === "bin" ? (
        <BinDialog warehouseId={warehouseId} bin={open.bin} onClose={close} />
      ) : null}
      {isBin(open) && open.kind === "contents" ? (
        <BinContentsDialog
          bin={open.bin}
          onEdit={mayManage ? () => setOpen({ kind: "bin", bin: open.bin }) : null}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function isBin<T extends object>(open: T | string | null): open is T {
  return typeof open === "object" && open !== null;
}
