import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PaperButton } from "../../shared/ui/paper-button.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { SHIPMENT_WORDS } from "../../shared/ui/state-words.ts";
import { ShipmentFacts } from "./shipment-facts.tsx";
import { ShipmentLines } from "./shipment-lines.tsx";
import { ShipmentSteps } from "./shipment-steps.tsx";

/** One shipment: what is picked from where, its parcels, and the steps that are lawful now. */
export function ShipmentPage({ id, onBack }: { id: string; onBack: () => void }) {
  const query = trpc.shipment.get.useQuery({ id });
  const shipment = query.data?.shipment;
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
          {shipment?.shipmentNumber ?? (query.error ? "Shipment" : "…")}
          {shipment ? (
            <StatusChip tone={SHIPMENT_WORDS[shipment.status].tone}>{SHIPMENT_WORDS[shipment.status].word}</StatusChip>
          ) : null}
        </span>
      }
      figures={shipment ? `${shipment.customerName}, from ${shipment.warehouseCode}` : null}
      actions={query.data ? <ShipmentSteps view={query.data} /> : null}
    >
      <QueryArea query={query} loading={<Skeleton height={360} />}>
        {(view) => (
          <>
            {view.orderStatus === "ON_HOLD" && view.shipment.status !== "CANCELLED" ? (
              <p role="alert" style={{ color: "var(--amber)" }}>
                The order is on hold: nothing of it is picked or shipped until it is released.
              </p>
            ) : null}
            <Panel
              title="Lines"
              hint="in the order of the walk"
              flush
              aside={
                <span style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
                  {view.actions.includes("pick") ? (
                    <Button
                      size="xs"
                      renderRoot={(props) => (
                        <Link
                          {...props}
                          to="/scan"
                          search={{ mode: "PICK", shipment: id, warehouse: view.shipment.warehouseId }}
                        />
                      )}
                    >
                      Pick by scanning
                    </Button>
                  ) : null}
                  <PaperButton
                    path={`/api/v1/pick-sheet.pdf?shipmentId=${id}`}
                    name={`${view.shipment.shipmentNumber}-pick.pdf`}
                    label="Pick list"
                  />
                  {view.parcels.length > 0 ? (
                    <PaperButton
                      path={`/api/v1/shipments/${id}/packing-slip.pdf`}
                      name={`${view.shipment.shipmentNumber}.pdf`}
                      label="Packing slip"
                    />
                  ) : null}
                </span>
              }
            >
              <ShipmentLines view={view} />
            </Panel>
            <Panel title="About it">
              <ShipmentFacts view={view} />
            </Panel>
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}
