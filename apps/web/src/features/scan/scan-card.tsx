import { Button } from "@mantine/core";
import type { Scanned } from "@invista/contracts/scan/scan";
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import { formatFullDay } from "../../shared/format/times.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { binName, type FlowState } from "./scan-flow.ts";
import type { LastScan } from "./use-scanner.ts";
import styles from "./scan.module.css";

type Document = Extract<Scanned, { number: string }>;

const ICONS = { good: IconCheck, warning: IconAlertTriangle, danger: IconX } as const;

/** The last scan in colour, words and details, large enough for an arm's length. */
export function ScanCard({
  last,
  state,
  onScan,
}: {
  last: LastScan | null;
  state: FlowState;
  onScan: (code: string) => void;
}) {
  if (last === null)
    return (
      <div className={styles.card} data-tone="idle" role="status">
        <p className={styles.text}>{HINT[state.mode]}</p>
      </div>
    );
  const Icon = ICONS[last.tone];
  return (
    <div className={styles.card} data-tone={last.tone}>
      <p className={styles.text} role="status">
        <Icon size={26} stroke={2} aria-hidden="true" /> <span>{last.text}</span>
      </p>
      {last.found ? <Details found={last.found} state={state} onScan={onScan} /> : null}
    </div>
  );
}

const HINT = {
  LOOKUP: "Scan a product, a bin, a lot or the number of an order, a shipment, a transfer or a count.",
  RECEIVE: "Scan the bin the goods come into, then the goods. Without a bin they lie on the floor.",
  MOVE: "Scan a product, then the bin it goes to.",
} as const;

function Details({ found, state, onScan }: { found: Scanned; state: FlowState; onScan: (code: string) => void }) {
  if (found.kind === "PRODUCT")
    return (
      <>
        <p className={styles.name}>
          <span className="strong">{found.sku}</span> <span className="dim">{found.name}</span>
          {found.lot ? (
            <span className="dim">
              {" "}
              · lot {found.lot.lotNumber}
              {found.lot.expiresAt ? `, expires ${formatFullDay(found.lot.expiresAt)}` : ""}
            </span>
          ) : null}
        </p>
        {found.places.length > 0 ? (
          <ul className={styles.places} aria-label="Where it lies">
            {found.places.slice(0, 6).map((place) => (
              <li key={`${place.location}:${place.lotId}`}>
                {binName(place.location)}
                {place.lotNumber ? <span className="dim"> · lot {place.lotNumber}</span> : null}{" "}
                <Quantity value={place.quantity} unit={found.unitCode} strong />
              </li>
            ))}
          </ul>
        ) : (
          <p className="dim">Nothing of it lies here.</p>
        )}
        {state.mode === "LOOKUP" || (state.mode === "MOVE" && !state.held?.from) ? null : (
          <div className={styles.targets} role="group" aria-label="Where to put it">
            {found.putAway
              .filter((target) => target.location !== (state.held?.from?.location ?? state.bin))
              .map((target) => (
                <Button key={target.location} size="xs" onClick={() => onScan(target.location)}>
                  {target.location} <span className="dim">&nbsp;{target.why}</span>
                </Button>
              ))}
          </div>
        )}
      </>
    );
  if (found.kind === "BIN")
    return found.contents.length === 0 ? (
      <p className="dim">It is empty.</p>
    ) : (
      <ul className={styles.places} aria-label="What lies in it">
        {found.contents.map((one) => (
          <li key={`${one.productId}:${one.lotNumber}`}>
            {one.sku} <span className="dim">{one.name}</span> <Quantity value={one.quantity} strong />
          </li>
        ))}
      </ul>
    );
  if (found.kind === "UNKNOWN") return null;
  return <DocumentLink found={found} />;
}

/** Where a document, lot or piece is shown. */
const TARGETS: Record<Document["kind"], (id: string) => LinkProps> = {
  ORDER: (orderId) => ({ to: "/orders/$orderId", params: { orderId } }),
  SHIPMENT: (shipmentId) => ({ to: "/shipments/$shipmentId", params: { shipmentId } }),
  WAVE: (wave) => ({ to: "/scan", search: { mode: "PICK", wave } }),
  TRANSFER: (transferId) => ({ to: "/transfers/$transferId", params: { transferId } }),
  COUNT: (countId) => ({ to: "/counts/$countId", params: { countId } }),
  LOT: (lotId) => ({ to: "/lots/$lotId", params: { lotId } }),
  SERIAL: (serialId) => ({ to: "/serials/$serialId", params: { serialId } }),
};
const VERBS: Partial<Record<Document["kind"], string>> = { WAVE: "Pick", LOT: "Open lot", SERIAL: "Open piece" };

function DocumentLink({ found }: { found: Document }) {
  return (
    <Link {...TARGETS[found.kind](found.id)}>
      {VERBS[found.kind] ?? "Open"} {found.number}
    </Link>
  );
}
