import { compare, sum } from "@invista/contracts/quantity";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { formatChange, formatDecimal } from "../../shared/format/numbers.ts";
import styles from "./adjust-preview.module.css";
import type { Preview } from "./adjust-values.ts";

/** What the bin and the position will hold once posted. */
export function AdjustPreview({
  preview,
  view,
  unit,
}: {
  preview: Preview;
  view: PositionView | undefined;
  unit: string;
}) {
  const { delta, after } = preview;
  if (delta === null || after === null)
    return <p className={`${styles.preview} dim`}>Enter a quantity to see what it comes to.</p>;
  const short = compare(after, preview.reserved) < 0;
  const free = sum([view?.position.available ?? "0", delta]);
  return (
    <dl className={styles.preview} data-short={short || undefined} aria-live="polite">
      <div>
        <dt>{preview.location || "Floor"}</dt>
        <dd className="num">
          {formatDecimal(preview.before)} → <strong>{formatDecimal(after)}</strong>{" "}
          {unit === "EA" ? "" : unit.toLowerCase()} ({formatChange(delta)})
        </dd>
      </div>
      <div>
        <dt>Available in the warehouse</dt>
        <dd className="num">
          {formatDecimal(view?.position.available ?? "0")} → <strong>{formatDecimal(free)}</strong>
        </dd>
      </div>
      {short ? (
        <div>This is less than the {formatDecimal(preview.reserved)} reserved here; it will be refused.</div>
      ) : null}
    </dl>
  );
}
