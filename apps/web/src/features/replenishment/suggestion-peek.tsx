import { Button } from "@mantine/core";
import type { SuggestionView } from "@invista/contracts/replenishment/replenishment";
import { keepPreviousData } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { dayOf } from "../../shared/format/times.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Can } from "../../shared/session/session.tsx";
import { Figures, PeekPanel, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { Trend } from "../../shared/ui/trend.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { Formula } from "./formula.tsx";
import { reasonOf, urgencyOf } from "./suggestion-words.ts";

export interface Position {
  readonly productId: string;
  readonly warehouseId: string;
}

/** One suggestion beside the list: why so much, from which demand, and whether another warehouse could help. */
export function SuggestionPeek({
  position,
  supposed,
  onOpen,
  onClose,
  onRule,
}: {
  position: Position;
  supposed: { lead: number; demand: number };
  onOpen: () => void;
  onClose: () => void;
  onRule: (view: SuggestionView) => void;
}) {
  const query = trpc.replenishment.get.useQuery(
    { ...position, leadTimeDelta: supposed.lead, demandPercent: supposed.demand },
    { placeholderData: keepPreviousData },
  );
  const { nameOf } = useWarehouses();
  const row = query.data?.suggestion;
  return (
    <PeekPanel
      label={row ? `Suggestion for ${row.sku}` : "Suggestion"}
      title={row?.sku ?? "…"}
      chip={row ? <StatusChip tone={urgencyOf(row).tone}>{urgencyOf(row).word}</StatusChip> : null}
      subtitle={row ? `${row.name} · ${nameOf(row.warehouseId, row.warehouseCode)}` : "…"}
      onOpen={onOpen}
      onClose={onClose}
      actions={
        query.data ? (
          <Can permission="replenishment:manage">
            <Button variant="filled" onClick={() => query.data && onRule(query.data)}>
              {query.data.rule ? "Change the rule" : "Make a rule"}
            </Button>
          </Can>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={320} />}>
        {(view) => (
          <>
            <Figures
              items={[
                { label: "Available", value: <Quantity value={view.suggestion.available} /> },
                { label: "Incoming", value: <Quantity value={view.suggestion.incoming} /> },
                { label: "Owed", value: <Quantity value={view.suggestion.openDemand} /> },
                { label: "Projected", value: <span className="num">{formatDecimal(view.suggestion.projected)}</span> },
                { label: "Reorder at", value: <Quantity value={view.suggestion.reorderPoint} /> },
                {
                  label: "Order",
                  value: <Quantity value={view.suggestion.suggested} unit={view.suggestion.unitCode} strong />,
                },
              ]}
            />
            <PeekSection title="Why">
              <p style={{ margin: 0 }}>{reasonOf(view.suggestion)}</p>
            </PeekSection>
            <Trend
              title="Went out per week"
              label={`Demand of ${view.suggestion.sku} in the last 13 weeks`}
              points={view.weeks.map((week) => ({ day: dayOf(new Date(week.startsAt)), value: week.quantity }))}
              format={formatDecimal}
              stepped
            />
            <Formula view={view} />
            <Elsewhere view={view} />
          </>
        )}
      </QueryArea>
    </PeekPanel>
  );
}

/** Other warehouses that have more than they need, each with a transfer that is filled in already. */
function Elsewhere({ view }: { view: SuggestionView }) {
  const { nameOf } = useWarehouses();
  const { suggestion: row, elsewhere } = view;
  if (elsewhere.length === 0) return null;
  const most = (spare: string) => (Number(spare) < Number(row.suggested) ? spare : row.suggested);
  return (
    <PeekSection title="Could come from">
      <PlainTable
        label="Other warehouses with more than they need"
        entity="warehouse"
        rows={elsewhere}
        rowId={(one) => one.warehouseId}
        columns={[
          { header: "Warehouse", cell: (one) => nameOf(one.warehouseId, one.warehouseCode) },
          { header: "To spare", align: "end", cell: (one) => <Quantity value={one.spare} /> },
          {
            header: "Transfer",
            align: "end",
            cell: (one) =>
              row.suggested === "0" ? null : (
                <Can permission="transfer:create">
                  <Button
                    size="compact-xs"
                    renderRoot={(props) => (
                      <Link
                        to="/transfers/new"
                        search={{
                          from: one.warehouseId,
                          to: row.warehouseId,
                          product: row.productId,
                          quantity: most(one.spare),
                        }}
                        {...props}
                      />
                    )}
                  >
                    Draft
                  </Button>
                </Can>
              ),
          },
        ]}
      />
    </PeekSection>
  );
}
