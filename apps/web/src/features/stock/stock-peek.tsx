import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Can, useCan } from "../../shared/session/session.tsx";
import { Figures, PeekPanel } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { STOCK_WORDS } from "../../shared/ui/state-words.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { Cover, Projected } from "./demand-figures.tsx";
import { BinLines, MovementLines, OnHandTrend, ReservationLines } from "./position-parts.tsx";

/** One position beside the list. */
export function StockPeek({
  position,
  onOpen,
  onClose,
  onAdjust,
}: {
  position: { productId: string; warehouseId: string };
  onOpen: () => void;
  onClose: () => void;
  onAdjust: () => void;
}) {
  const query = trpc.stock.get.useQuery(position, { placeholderData: keepPreviousData });
  const { nameOf } = useWarehouses();
  const mayOpenProduct = useCan("product:read");
  const row = query.data?.position;
  return (
    <PeekPanel
      label={row ? `Details of ${row.sku}` : "Details"}
      title={row?.sku ?? "…"}
      chip={row ? <StatusChip tone={STOCK_WORDS[row.state].tone}>{STOCK_WORDS[row.state].word}</StatusChip> : null}
      subtitle={row ? `${row.name} · ${nameOf(row.warehouseId, row.warehouseCode)}` : "…"}
      onOpen={onOpen}
      onClose={onClose}
      actions={
        <>
          <Can permission="stock:adjust">
            <Button variant="filled" onClick={onAdjust}>
              Adjust
            </Button>
          </Can>
          {mayOpenProduct ? (
            <Button
              renderRoot={(props) => (
                <Link to="/products/$productId" params={{ productId: position.productId }} {...props} />
              )}
            >
              Product
            </Button>
          ) : null}
        </>
      }
    >
      <QueryArea query={query} loading={<PeekLoading />}>
        {(view) => (
          <>
            <Figures
              items={[
                { label: "On hand", value: <Quantity value={view.position.onHand} unit={view.position.unitCode} /> },
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
              ]}
            />
            <OnHandTrend view={view} />
            <BinLines view={view} />
            <ReservationLines view={view} />
            <MovementLines view={view} />
          </>
        )}
      </QueryArea>
    </PeekPanel>
  );
}

function PeekLoading() {
  return (
    <div style={{ display: "grid", gap: 16, padding: 16 }}>
      <Skeleton height={40} />
      <Skeleton height={92} />
      <Skeleton height={56} />
      <Skeleton height={84} />
    </div>
  );
}
