import type { SerialView } from "@invista/contracts/serial/serial";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago, Change } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Facts } from "../../shared/ui/facts.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";
import { SERIAL_WORDS } from "../../shared/ui/state-words.ts";
import { TracePanels } from "../../shared/ui/trace-parts.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";

/** One piece: where it is, who has it, and its whole way. */
export function SerialPage({ id, onBack }: { id: string; onBack: () => void }) {
  const query = trpc.serial.get.useQuery({ id });
  const serial = query.data?.serial;
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {serial?.serial ?? (query.error ? "Serial number" : "…")}
          {serial ? (
            <StatusChip tone={SERIAL_WORDS[serial.status].tone}>{SERIAL_WORDS[serial.status].word}</StatusChip>
          ) : null}
        </span>
      }
      actions={serial ? <LabelButton kind="SERIAL" ids={[serial.id]} /> : null}
      figures={serial ? `${serial.sku} · ${serial.name}` : null}
    >
      <QueryArea query={query} loading={<Skeleton height={320} />}>
        {(view) => (
          <>
            <Panel title="About it">
              <Facts facts={factsOf(view)} />
            </Panel>
            <TracePanels trace={{ ...view, origins: [] }} what="the piece" />
            <Panel title="Its way" hint="newest first" flush>
              <PlainTable
                label={`Movements of ${view.serial.serial}`}
                entity="movement"
                columns={COLUMNS}
                rows={view.movements}
                rowId={(one) => one.seq}
                empty="It has not moved in a warehouse you may see."
              />
            </Panel>
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}

function factsOf({ serial, order, lotId }: SerialView) {
  const { productId, warehouseId } = serial;
  return [
    [
      "Product",
      <Link key="product" to="/products/$productId" params={{ productId }}>
        {serial.sku}
      </Link>,
    ],
    [
      "Is in",
      warehouseId === null ? (
        "no warehouse"
      ) : (
        <Link key="stock" to="/stock/$productId/$warehouseId" params={{ productId, warehouseId }}>
          {serial.warehouseCode}, {serial.location || "Floor"}
        </Link>
      ),
    ],
    [
      "Lot",
      lotId === null ? (
        "–"
      ) : (
        <Link key="lot" to="/lots/$lotId" params={{ lotId }}>
          {serial.lotNumber}
        </Link>
      ),
    ],
    ["Order", order ? `${order.orderNumber}, ${order.customerName}` : "–"],
    ["Changed", <Ago key="changed" at={serial.updatedAt} />],
  ] as const;
}

const COLUMNS: readonly PlainColumn<SerialView["movements"][number]>[] = [
  { header: "When", cell: (one) => <Ago at={one.occurredAt} /> },
  { header: "What", cell: (one) => MOVEMENT_WORDS[one.type] },
  { header: "Where", cell: (one) => `${one.warehouseCode}, ${one.location || "Floor"}` },
  { header: "In or out", align: "end", cell: (one) => <Change value={one.quantity} /> },
  { header: "By", wideOnly: true, cell: (one) => one.createdByName ?? "–" },
];
