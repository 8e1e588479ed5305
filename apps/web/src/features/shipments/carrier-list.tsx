import { Button } from "@mantine/core";
import type { CarrierView } from "@invista/contracts/carrier/carrier";
import { IconPlus, IconTruckDelivery } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { CarrierDialog } from "./carrier-dialog.tsx";
import { carrierName } from "./carrier-name.ts";
import { RatesDialog } from "./rates-dialog.tsx";
import styles from "./carrier-list.module.css";

/** Who brings the parcels, and where their numbers are followed. */
export function CarrierList({ switcher }: { switcher: ReactNode }) {
  const query = trpc.carrier.list.useQuery({});
  const mayManage = useCan("carrier:manage");
  const [open, setOpen] = useState<CarrierView | "new" | null>(null);
  const [priced, setPriced] = useState<CarrierView | null>(null);
  const create = mayManage ? (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setOpen("new")}>
      New carrier
    </Button>
  ) : null;
  const columns: PlainColumn<CarrierView>[] = [
    { header: "Carrier", cell: (row) => <span className="strong">{carrierName(row)}</span> },
    {
      header: "Followed at",
      wideOnly: true,
      cell: (row) => <span className={`dim ${styles.address}`}>{row.trackingUrlTemplate ?? "–"}</span>,
    },
    { header: "Shipments", align: "end", wideOnly: true, cell: (row) => formatCount(row.shipments) },
    {
      header: "State",
      cell: (row) => <StatusChip tone={row.active ? "good" : "neutral"}>{row.active ? "Active" : "Off"}</StatusChip>,
    },
  ];
  if (mayManage)
    columns.push({
      header: "Actions",
      align: "end",
      cell: (row) => (
        <span style={{ display: "inline-flex", gap: 6 }}>
          <Button size="compact-xs" aria-label={`Rates of ${carrierName(row)}`} onClick={() => setPriced(row)}>
            Rates
          </Button>
          <Button size="compact-xs" aria-label={`Edit ${carrierName(row)}`} onClick={() => setOpen(row)}>
            Edit
          </Button>
        </span>
      ),
    });
  return (
    <PlainPage
      title="Fulfilment"
      actions={
        <>
          {switcher}
          {create}
        </>
      }
    >
      <QueryArea query={query} loading={<Skeleton height={160} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Notice icon={<IconTruckDelivery size={28} stroke={1.5} />} title="No carriers yet" action={create}>
              With a carrier, the tracking number of a shipment becomes a link.
            </Notice>
          ) : (
            <Panel title="Carriers" flush>
              <PlainTable
                label="Carriers"
                entity="carrier"
                rows={rows}
                rowId={(row) => row.id}
                empty=""
                columns={columns}
              />
            </Panel>
          )
        }
      </QueryArea>
      {priced ? <RatesDialog carrier={priced} onClose={() => setPriced(null)} /> : null}
      {open ? <CarrierDialog carrier={open === "new" ? null : open} onClose={() => setOpen(null)} /> : null}
    </PlainPage>
  );
}
