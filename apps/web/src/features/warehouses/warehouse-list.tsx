import { Button } from "@mantine/core";
import { IconBuildingWarehouse, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { WAREHOUSE_WORDS } from "../../shared/ui/state-words.ts";
import type { Warehouse } from "./warehouse.ts";
import { WarehouseDialog } from "./warehouse-dialog.tsx";

const COLUMNS: readonly PlainColumn<Warehouse>[] = [
  { header: "Code", cell: (row) => <span className="strong">{row.code}</span> },
  {
    header: "Name",
    cell: (row) => (
      <Link to="/warehouses/$warehouseId" params={{ warehouseId: row.id }}>
        {row.name}
      </Link>
    ),
  },
  {
    header: "State",
    cell: (row) => <StatusChip tone={WAREHOUSE_WORDS[row.status].tone}>{WAREHOUSE_WORDS[row.status].word}</StatusChip>,
  },
  { header: "Time zone", cell: (row) => <span className="dim">{row.timezone}</span>, wideOnly: true },
  { header: "Positions", align: "end", cell: (row) => formatCount(row.positions), wideOnly: true },
  { header: "Bins", align: "end", cell: (row) => formatCount(row.bins) },
  { header: "Priority", align: "end", cell: (row) => formatCount(row.priority), wideOnly: true },
];

/** The places where stock lies; orders are served from the lowest priority number first. */
export function WarehouseList({ onOpen }: { onOpen: (id: string) => void }) {
  const query = trpc.warehouse.list.useQuery({});
  const mayManage = useCan("warehouse:manage");
  const [creating, setCreating] = useState(false);
  useShortcuts(
    [{ keys: "c", label: "new warehouse", group: "This page", inFooter: true, run: () => setCreating(true) }],
    mayManage,
  );
  return (
    <PlainPage
      title="Warehouses"
      figures={query.data ? plural(query.data.rows.length, "warehouse") : null}
      actions={
        mayManage ? (
          <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setCreating(true)}>
            New warehouse
          </Button>
        ) : null
      }
    >
      <QueryArea
        query={query}
        loading={<Skeleton height={180} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={
          <Notice
            icon={<IconBuildingWarehouse size={28} stroke={1.5} />}
            title="No warehouse"
            action={
              mayManage ? (
                <Button variant="filled" onClick={() => setCreating(true)}>
                  New warehouse
                </Button>
              ) : null
            }
          >
            {mayManage
              ? "Stock lies in bins of a warehouse. Create the first one to begin."
              : "Either none exists yet, or none is in your scope. Ask an administrator."}
          </Notice>
        }
      >
        {(data) => (
          <Panel flush>
            <PlainTable
              label="Warehouses"
              entity="warehouse"
              columns={COLUMNS}
              rows={data.rows}
              rowId={(row) => row.id}
            />
          </Panel>
        )}
      </QueryArea>
      {creating ? <WarehouseDialog warehouse={null} onClose={() => setCreating(false)} onCreated={onOpen} /> : null}
    </PlainPage>
  );
}
