import { trpc } from "../../shared/api/trpc.ts";
import { Moment, Quantity } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Facts } from "../../shared/ui/facts.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { TRANSFER_WORDS } from "../../shared/ui/state-words.ts";
import { TransferParts } from "./transfer-parts.tsx";
import { TransferSteps } from "./transfer-steps.tsx";

/** One transfer: what was asked, what left, what arrived and what is missing. */
export function TransferPage({ id, onBack }: { id: string; onBack: () => void }) {
  const query = trpc.transfer.get.useQuery({ id });
  const { nameOf } = useWarehouses();
  const transfer = query.data?.transfer;
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {transfer?.transferNumber ?? (query.error ? "Transfer" : "…")}
          {transfer ? (
            <StatusChip tone={TRANSFER_WORDS[transfer.status].tone}>{TRANSFER_WORDS[transfer.status].word}</StatusChip>
          ) : null}
        </span>
      }
      figures={
        transfer
          ? `${nameOf(transfer.fromWarehouseId, transfer.fromCode)} → ${nameOf(transfer.toWarehouseId, transfer.toCode)}`
          : null
      }
      actions={query.data ? <TransferSteps view={query.data} /> : null}
    >
      <QueryArea query={query} loading={<Skeleton height={320} />}>
        {(view) => (
          <>
            <Panel title="Lines" flush>
              <PlainTable
                label="Lines of the transfer"
                entity="transfer_line"
                rows={view.items}
                rowId={(line) => line.productId}
                empty="It has no lines."
                columns={[
                  { header: "SKU", cell: (line) => <span className="strong">{line.sku}</span> },
                  { header: "Product", wideOnly: true, cell: (line) => <span className="dim">{line.name}</span> },
                  {
                    header: "Asked",
                    align: "end",
                    cell: (line) => <Quantity value={line.quantity} unit={line.unitCode} />,
                  },
                  {
                    header: "Left",
                    align: "end",
                    wideOnly: true,
                    cell: (line) => <Quantity value={line.dispatched} />,
                  },
                  { header: "Received", align: "end", cell: (line) => <Quantity value={line.received} /> },
                  { header: "Lost", align: "end", wideOnly: true, cell: (line) => <Quantity value={line.lost} /> },
                  { header: "Under way", align: "end", cell: (line) => <Quantity value={line.underWay} /> },
                ]}
              />
            </Panel>
            <TransferParts view={view} />
            <Panel title="About it">
              <Facts
                facts={[
                  ["Drafted", <Moment key="drafted" at={view.transfer.createdAt} />],
                  ["By", view.transfer.createdByName ?? "–"],
                  ["Left", view.transfer.dispatchedAt ? <Moment key="left" at={view.transfer.dispatchedAt} /> : "–"],
                  ["Expected", view.transfer.expectedAt ? <Moment key="due" at={view.transfer.expectedAt} /> : "–"],
                  ["Note", view.note ?? "–"],
                ]}
              />
            </Panel>
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}
