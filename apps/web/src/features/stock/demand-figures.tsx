import { formatDecimal } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";

/** Available, and what is on its way, less what is ordered and not reserved; below zero it will run out. */
export function Projected({ value }: { value: string }) {
  if (!value.startsWith("-")) return <Quantity value={value} />;
  return (
    <span className="num" style={{ color: "var(--red)" }} title="More is ordered than there is and is coming">
      {formatDecimal(value)}
    </span>
  );
}

/** For how many days what is available lasts at the pace of the last 90 days. */
export function Cover({ days }: { days: string | null }) {
  if (days === null)
    return (
      <span className="faint" title="Nothing was shipped in 90 days">
        –
      </span>
    );
  return (
    <span className="num" title="Available, over the mean daily shipment of 90 days">
      {formatDecimal(days)} <span className="dim">d</span>
    </span>
  );
}
