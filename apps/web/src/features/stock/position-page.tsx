import { Button } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconArrowsMove } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Money, Quantity } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can, useCan } from "../../shared/session/session.tsx";
import { AsOfControl, momentOf, type AsOf } from "../../shared/ui/as-of.tsx";
import { InspectDialog } from "../../shared/ui/inspect-dialog.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { STOCK_WORDS } from "../../shared/ui/state-words.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { AdjustStockDialog } from "./adjust-stock-dialog.tsx";
import { MoveStockDialog, useMoveKinds } from "./move-stock-dialog.tsx";
import { Cover, Projected } from "./demand-figures.tsx";
import { LevelBar } from "./level-bar.tsx";
import { BinLines, MovementLines, OnHandTrend, ReservationLines } from "./position-parts.tsx";
import { PiecePanel } from "./piece-panel.tsx";
import { PositionThen } from "./position-then.tsx";
import { TimeTravel } from "./time-travel.tsx";
import styles from "./position-page.module.css";

/** One product in one warehouse, in full. */
export function PositionPage({
  productId,
  warehouseId,
  asOf,
  onAsOf,
  onBack,
  onInspection,
}: {
  productId: string;
  warehouseId: string;
  asOf: AsOf;
  onAsOf: (next: AsOf) => void;
  onBack: () => void;
  onInspection: (id: string) => void;
}) {
  const query = trpc.stock.get.useQuery({ productId, warehouseId });
  const { nameOf } = useWarehouses();
  const mayAdjust = useCan("stock:adjust");
  const showCost = useCan("cost:read");
  const [adjusting, setAdjusting] = useState(false);
  const mayMove = useMoveKinds().length > 0;
  const [moving, setMoving] = useState(false);
  const mayInspect = useCan("quality:inspect");
  const [inspecting, setInspecting] = useState(false);
  const row = query.data?.position;
  // Its pieces are added, moved and taken out by their numbers.
  const bySerial = query.data?.trackSerials ?? false;
  const moment = momentOf(asOf);
  const isPresent = moment === null;
  useShortcuts(
    [
      {
        keys: "e",
        label: "adjust",
        group: "This page",
        inFooter: true,
        run: () => setAdjusting(mayAdjust),
      },
      { keys: "m", label: "move", group: "This page", inFooter: true, run: () => setMoving(mayMove) },
    ],
    !bySerial && isPresent,
  );
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span className={styles.title}>
          {row?.sku ?? "…"}{" "}
          {row && isPresent ? (
            <StatusChip tone={STOCK_WORDS[row.state].tone}>{STOCK_WORDS[row.state].word}</StatusChip>
          ) : null}
        </span>
      }
      figures={row ? `${row.name} · ${nameOf(row.warehouseId, row.warehouseCode)}` : null}
      actions={
        <>
          <AsOfControl asOf={asOf} onChange={onAsOf} />
          <Can permission="product:read">
            <Button renderRoot={(props) => <Link to="/products/$productId" params={{ productId }} {...props} />}>
              Product
            </Button>
          </Can>
          {mayInspect && isPresent ? (
            <Button onClick={() => setInspecting(true)} disabled={!row}>
              Inspect
            </Button>
          ) : null}
          {mayMove && !bySerial && isPresent ? (
            <Button
              leftSection={<IconArrowsMove size={16} stroke={1.6} />}
              onClick={() => setMoving(true)}
              disabled={!row}
            >
              Move
            </Button>
          ) : null}
          {mayAdjust && !bySerial && isPresent ? (
            <Button
              variant="filled"
              leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.6} />}
              onClick={() => setAdjusting(true)}
              disabled={!row}
            >
              Adjust
            </Button>
          ) : null}
        </>
      }
    >
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(view) =>
          moment ? (
            <PositionThen view={view} moment={moment} onAsOf={onAsOf} />
          ) : (
            <>
              <Panel flush>
                <Figures
                  items={[
                    {
                      label: "On hand",
                      value: <Quantity value={view.position.onHand} unit={view.position.unitCode} />,
                    },
                    { label: "Reserved", value: <Quantity value={view.position.reserved} /> },
                    { label: "Held", value: <Quantity value={view.position.held} /> },
                    {
                      label: "Available",
                      value: <Quantity value={view.position.available} />,
                      ...(view.position.state === "ENOUGH" ? {} : { tone: "danger" as const }),
                    },
                    { label: "Incoming", value: <Quantity value={view.position.incoming} /> },
                    { label: "Projected", value: <Projected value={view.position.projected} /> },
                    { label: "Days of cover", value: <Cover days={view.position.daysOfCover} /> },
                    { label: "Min – max", value: <LevelBar row={view.position} /> },
                    ...(showCost
                      ? [{ label: "Value", value: <Money value={view.position.value} currency={null} /> }]
                      : []),
                  ]}
                />
              </Panel>
              <div className={styles.columns}>
                <div className={styles.stack}>
                  {view.trackSerials ? <PiecePanel view={view} /> : null}
                  <Panel flush>
                    <OnHandTrend view={view} height={180} />
                    <TimeTravel view={view} onAsOf={onAsOf} />
                  </Panel>
                  <Panel flush>
                    <MovementLines view={view} />
                  </Panel>
                </div>
                <div className={styles.stack}>
                  <Panel flush>
                    <BinLines view={view} />
                  </Panel>
                  <Panel flush>
                    <ReservationLines view={view} />
                  </Panel>
                </div>
              </div>
            </>
          )
        }
      </QueryArea>
      {inspecting ? (
        <InspectDialog
          position={{ productId, warehouseId }}
          onClose={() => setInspecting(false)}
          onDone={onInspection}
        />
      ) : null}
      {moving && query.data ? <MoveStockDialog view={query.data} onClose={() => setMoving(false)} /> : null}
      {adjusting ? <AdjustStockDialog target={{ productId, warehouseId }} onClose={() => setAdjusting(false)} /> : null}
    </PlainPage>
  );
}
