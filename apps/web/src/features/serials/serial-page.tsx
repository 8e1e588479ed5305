import type { SerialView } from "@invista/contracts/serial/serial";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { AsOfControl, momentOf, type AsOf } from "../../shared/ui/as-of.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { SERIAL_WORDS } from "../../shared/ui/state-words.ts";
import { TracePanels } from "../../shared/ui/trace-parts.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { SerialAtMoment } from "./serial-then.tsx";
import { SerialWay } from "./serial-way.tsx";

/** One piece: where it is, who has it, and its whole way. */
export function SerialPage({
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
          {serial && moment === null ? (
            <StatusChip tone={SERIAL_WORDS[serial.status].tone}>{SERIAL_WORDS[serial.status].word}</StatusChip>
          ) : null}
        </span>
      }
      actions={
        <>
          <AsOfControl asOf={asOf} onChange={onAsOf} />
          {serial && moment === null ? <LabelButton kind="SERIAL" ids={[serial.id]} /> : null}
        </>
      }
      figures={serial ? `${serial.sku} · ${serial.name}` : null}
    >
      {moment ? (
        <SerialAtMoment id={id} moment={moment} onAsOf={onAsOf} />
      ) : (
        <QueryArea query={query} loading={<Skeleton height={320} />}>
          {(view) => (
            <>
              <Panel title="About it">
                <Facts facts={factsOf(view)} />
              </Panel>
              <TracePanels trace={{ ...view, origins: [] }} what="the piece" />
              <Panel title="Its way" hint="newest first" flush>
                <SerialWay
                  serial={view.serial.serial}
                  movements={view.movements}
                  empty="It has not moved in a warehouse you may see."
                />
              </Panel>
            </>
          )}
        </QueryArea>
      )}
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
