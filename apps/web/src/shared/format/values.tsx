import { homeCurrency } from "./display.ts";
import { formatAge, formatExact, formatMoment } from "./times.ts";
import { formatChange, formatDecimal, formatMoney } from "./numbers.ts";
import { useNow } from "./use-now.ts";

/** A quantity with its unit dimmed; zero is quiet, pieces need no unit. */
export function Quantity({ value, unit, strong = false }: { value: string; unit?: string; strong?: boolean }) {
  const zero = !/[1-9]/.test(value);
  return (
    <span className={`num${zero ? " faint" : ""}${strong ? " strong" : ""}`}>
      {formatDecimal(value)}
      {unit && unit !== "EA" ? <span className="dim"> {unit.toLowerCase()}</span> : null}
    </span>
  );
}

/** A signed change: green in, red out, quiet where there is none. */
export function Change({ value, unit }: { value: string; unit?: string }) {
  if (!/[1-9]/.test(value)) return <span className="num faint">0</span>;
  return (
    <span className="num" style={{ color: value.startsWith("-") ? "var(--red)" : "var(--green)" }}>
      {formatChange(value)}
      {unit && unit !== "EA" ? <span className="dim"> {unit.toLowerCase()}</span> : null}
    </span>
  );
}

/** An amount, of the company's currency where none is named; rounded to the currency's minor unit with the exact one on hover, or exact for unit prices. */
export function Money({
  value,
  currency,
  exact = false,
}: {
  value: string | null;
  currency: string | null;
  exact?: boolean;
}) {
  if (value === null) return <span className="faint">–</span>;
  return (
    <span className="num" title={exact ? undefined : `${value} ${currency ?? homeCurrency()}`}>
      {formatMoney(value, currency, exact)}
    </span>
  );
}

/** Age in words, the exact time on hover and to screen readers. */
export function Ago({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatExact(at)} className="num">
      {formatAge(at, now)}
    </time>
  );
}

/** The time of day today, else the day. */
export function Moment({ at }: { at: string }) {
  const now = useNow(60_000);
  return (
    <time dateTime={at} title={formatExact(at)} className="num">
      {formatMoment(at, now)}
    </time>
  );
}
