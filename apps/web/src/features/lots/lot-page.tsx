import { Button } from "@mantine/core";
import type { LotView } from "@invista/contracts/lot/lot";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { formatFullDay } from "../../shared/format/times.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can } from "../../shared/session/session.tsx";
import { AsOfControl, momentOf, type AsOf } from "../../shared/ui/as-of.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { TracePanels } from "../../shared/ui/trace-parts.tsx";
import { DaysLeft, LotState } from "./lot-state.tsx";
import { LotDialog } from "../../shared/ui/lot-dialog.tsx";
import { LotAtMoment } from "./lot-then.tsx";
import { LotSteps } from "./lot-steps.tsx";

/** One lot: where it is, who got it, and what can be done with it. */
export function LotPage({
  id,
  asOf,
  onAsOf,
  onBack,
}: {
  id: string;
  asOf: AsOf;
  onAsOf: (next: AsOf) => void;
  onBack: () => void;
}) {
  const moment = momentOf(asOf);
  const query = trpc.lot.get.useQuery({ id });
  const [editing, setEditing] = useState(false);
  const lot = query.data?.lot;
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {lot?.lotNumber ?? (query.error ? "Lot" : "…")}
          {lot && moment === null ? <LotState lot={lot} /> : null}
        </span>
      }
      figures={lot ? `${lot.sku} · ${lot.name}` : null}
      actions={
        <>
          <AsOfControl asOf={asOf} onChange={onAsOf} />
          {query.data && moment === null ? (
            <>
              <LabelButton kind="LOT" ids={[query.data.lot.id]} />
              <Can permission="lot:update">
                <Button onClick={() => setEditing(true)}>Edit</Button>
              </Can>
              <LotSteps view={query.data} />
            </>
          ) : null}
        </>
      }
    >
      {moment ? (
        <LotAtMoment id={id} moment={moment} onAsOf={onAsOf} />
      ) : (
        <QueryArea query={query} loading={<Skeleton height={320} />}>
          {(view) => (
            <>
              <Panel flush>
                <Figures
                  items={[
                    { label: "On hand", value: <Quantity value={view.lot.onHand} unit={view.lot.unitCode} /> },
                    { label: "Reserved", value: <Quantity value={view.lot.reserved} /> },
                    { label: "Expires", value: view.lot.expiresAt ? formatFullDay(view.lot.expiresAt) : "–" },
                    { label: "Left", value: <DaysLeft lot={view.lot} /> },
                  ]}
                />
              </Panel>
              <TracePanels trace={view} what="the lot" />
              <Panel title="About it">
                <Facts facts={factsOf(view)} />
              </Panel>
            </>
          )}
        </QueryArea>
      )}
      {editing && query.data ? (
        <LotDialog view={query.data} onClose={() => setEditing(false)} onDone={() => setEditing(false)} />
      ) : null}
    </PlainPage>
  );
}

function factsOf(view: LotView) {
  const { lot } = view;
  return [
    [
      "Product",
      <Link key="product" to="/products/$productId" params={{ productId: lot.productId }}>
        {lot.sku}
      </Link>,
    ],
    ["Made on", lot.manufacturedAt ? formatFullDay(lot.manufacturedAt) : "–"],
    ["Supplier", view.supplierName ?? "–"],
    ["Supplier's lot", view.supplierLot ?? "–"],
    [
      "Ledger",
      <Link key="ledger" to="/ledger" search={{ lot: lot.id }}>
        Its movements
      </Link>,
    ],
    ["Note", view.notes ?? "–"],
  ] as const;
}
