import { Button } from "@mantine/core";
import type { InspectionView } from "@invista/contracts/quality/inspection";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Ago, Quantity } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { INSPECTION_WORDS, NCR_WORDS } from "../../shared/ui/state-words.ts";
import { DecideDialog } from "./decide-dialog.tsx";
import { ReadingForm } from "./reading-form.tsx";
import { WaiveDialog } from "./waive-dialog.tsx";
import { SOURCE_WORDS } from "./plan-words.ts";

/** One inspection: what is looked at, what was read, and what was decided. */
export function InspectionPage({ id, onBack }: { id: string; onBack: () => void }) {
  const query = trpc.inspection.get.useQuery({ id });
  const mayInspect = useCan("quality:inspect");
  const mayWaive = useCan("quality:waive");
  const [open, setOpen] = useState<"decide" | "waive" | null>(null);
  const view = query.data;
  const status = view?.inspection.status;
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {view?.inspection.inspectionNumber ?? (query.error ? "Inspection" : "…")}
          {status ? (
            <StatusChip tone={INSPECTION_WORDS[status].tone}>{INSPECTION_WORDS[status].word}</StatusChip>
          ) : null}
        </span>
      }
      figures={view ? `${view.inspection.sku} · ${view.inspection.name}` : null}
      actions={
        <>
          {mayWaive && status === "PENDING" ? <Button onClick={() => setOpen("waive")}>Waive</Button> : null}
          {mayInspect && status === "IN_PROGRESS" ? (
            <Button variant="filled" onClick={() => setOpen("decide")}>
              Decide
            </Button>
          ) : null}
        </>
      }
    >
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(data) => (
          <>
            <Panel flush>
              <Figures
                items={[
                  {
                    label: "Under inspection",
                    value: <Quantity value={data.inspection.inspected} unit={data.inspection.unitCode} />,
                  },
                  { label: "To look at", value: data.sample === null ? "–" : formatDecimal(data.sample) },
                  { label: "Accepted", value: <Quantity value={data.inspection.accepted} /> },
                  { label: "Rejected", value: <Quantity value={data.inspection.rejected} /> },
                ]}
              />
            </Panel>
            {mayInspect && (status === "PENDING" || status === "IN_PROGRESS") ? (
              <Panel
                title="New readings"
                hint={
                  data.missing.length > 0
                    ? `still to read: ${data.missing.map(({ check, left }) => `${left} × ${check}`).join(", ")}`
                    : "the sample is read"
                }
              >
                <ReadingForm key={data.inspection.version} view={data} />
              </Panel>
            ) : null}
            <Panel title="Readings" flush>
              <PlainTable
                label="Readings"
                entity="reading"
                columns={READINGS}
                rows={data.readings}
                rowId={(one) => `${data.readings.indexOf(one)}`}
                empty="Nothing was read yet."
              />
            </Panel>
            <Panel title="About it">
              <Facts facts={factsOf(data)} />
            </Panel>
            {open === "decide" ? <DecideDialog view={data} onClose={() => setOpen(null)} /> : null}
            {open === "waive" ? <WaiveDialog view={data} onClose={() => setOpen(null)} /> : null}
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}

const READINGS: readonly PlainColumn<InspectionView["readings"][number]>[] = [
  {
    header: "Check",
    cell: (one) => (
      <>
        <span className="strong">{one.check}</span>
        {one.critical ? <span className="dim"> critical</span> : null}
      </>
    ),
  },
  {
    header: "Reading",
    align: "end",
    cell: (one) => (
      <span className="num">
        {one.value}
        {one.pieces > 1 ? <span className="dim"> × {one.pieces}</span> : null}
      </span>
    ),
  },
  {
    header: "Result",
    cell: (one) => <StatusChip tone={one.passed ? "good" : "danger"}>{one.passed ? "Passes" : "Fails"}</StatusChip>,
  },
  { header: "When", wideOnly: true, align: "end", cell: (one) => <Ago at={one.at} /> },
];

function factsOf({ inspection, ...view }: InspectionView) {
  const { productId, warehouseId } = inspection;
  return [
    [
      "Stock",
      <Link key="stock" to="/stock/$productId/$warehouseId" params={{ productId, warehouseId }}>
        {inspection.sku} in {inspection.warehouseCode}
      </Link>,
    ],
    ["Lies in", inspection.location || "Floor"],
    ["Came from", view.cameFrom || "Floor"],
    ["Lot", inspection.lotNumber ?? "–"],
    ["Why", SOURCE_WORDS[inspection.source]],
    ...referenceOf(view),
    ["Plan", inspection.planName ?? "–"],
    ["Begun", <Ago key="begun" at={inspection.createdAt} />],
    ["Begun by", inspection.createdByName ?? "–"],
    ["Decided by", view.inspectedByName ?? "–"],
    ...(view.waiverReason ? ([["Waived because", view.waiverReason]] as const) : []),
    [
      "Rejected under",
      view.nonConformances.length === 0
        ? "–"
        : view.nonConformances.map((one) => (
            <Link key={one.id} to="/quality/ncr/$ncrId" params={{ ncrId: one.id }}>
              {one.ncrNumber}, {stateOf(one.status)}
            </Link>
          )),
    ],
    ["Note", view.note ?? "–"],
  ] as const;
}

/** What the goods came with: a shipment that came back, with its order and customer, or a transfer. */
function referenceOf({ shipment, order, transfer }: Omit<InspectionView, "inspection">) {
  return [
    ...(shipment
      ? [
          [
            "Came back with",
            <Link key="shipment" to="/shipments/$shipmentId" params={{ shipmentId: shipment.id }}>
              {shipment.number}
            </Link>,
          ] as const,
        ]
      : []),
    ...(order
      ? [
          [
            "Order",
            <Link key="order" to="/orders/$orderId" params={{ orderId: order.id }}>
              {order.orderNumber}
            </Link>,
          ] as const,
          [
            "Customer",
            <Link key="customer" to="/customers/$customerId" params={{ customerId: order.customerId }}>
              {order.customerName}
            </Link>,
          ] as const,
        ]
      : []),
    ...(transfer
      ? [
          [
            "Came with",
            <Link key="transfer" to="/transfers/$transferId" params={{ transferId: transfer.id }}>
              {transfer.number}
            </Link>,
          ] as const,
        ]
      : []),
  ];
}

function stateOf(status: string): string {
  const known = Object.entries(NCR_WORDS).find(([name]) => name === status);
  return (known?.[1].word ?? status).toLowerCase();
}
