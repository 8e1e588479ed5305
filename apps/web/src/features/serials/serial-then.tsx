import type { SerialAsOfView } from "@invista/contracts/serial/as-of";
import type { AsOfBasis } from "@invista/contracts/stock/as-of";
import { Link } from "@tanstack/react-router";
import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../shared/api/trpc.ts";
import { formatExact } from "../../shared/format/times.ts";
import { PastNotice, type AsOf } from "../../shared/ui/as-of.tsx";
import { Facts } from "../../shared/ui/facts.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { SERIAL_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { SerialWay } from "./serial-way.tsx";

type Moment = { at: string; basis: AsOfBasis };

/** A piece as it was at a moment: where it was, in which state, and its way by then. */
export function SerialAtMoment({ id, moment, onAsOf }: { id: string; moment: Moment; onAsOf: (next: AsOf) => void }) {
  const query = trpc.serial.getAsOf.useQuery({ id, ...moment }, { placeholderData: keepPreviousData });
  return (
    <>
      <PastNotice asOf={moment} onChange={onAsOf} />
      <QueryArea query={query} loading={<Skeleton height={240} />}>
        {({ serial, movements }) => (
          <>
            <Panel title="As it was then">
              <Facts facts={factsOf(serial, moment)} />
            </Panel>
            <Panel title="Its way by then" hint="newest first" flush>
              <SerialWay
                serial={serial.serial}
                movements={movements}
                empty="It had not moved yet in a warehouse you may see."
              />
            </Panel>
          </>
        )}
      </QueryArea>
    </>
  );
}

function factsOf(serial: SerialAsOfView["serial"], moment: Moment) {
  const { productId, warehouseId, status } = serial;
  return [
    [
      "State then",
      <StatusChip key="state" tone={SERIAL_WORDS[status].tone}>
        {SERIAL_WORDS[status].word}
      </StatusChip>,
    ],
    [
      "Was in",
      warehouseId === null ? (
        "no warehouse"
      ) : (
        <Link key="stock" to="/stock/$productId/$warehouseId" params={{ productId, warehouseId }} search={moment}>
          {serial.warehouseCode}, {serial.location || "Floor"}
        </Link>
      ),
    ],
    ["Since", serial.movedAt === null ? "–" : formatExact(serial.movedAt)],
    ["Lot", serial.lotNumber ?? "–"],
  ] as const;
}
