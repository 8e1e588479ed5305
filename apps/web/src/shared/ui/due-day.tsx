import { formatExact, formatMoment } from "../format/times.ts";
import { useNow } from "../format/use-now.ts";

/** When something is wanted; in red and with the word once that has passed and it is still open. */
export function DueDay({ at, isOpen }: { at: string | null; isOpen: boolean }) {
  const now = useNow(60_000);
  if (at === null) return <span className="faint">–</span>;
  const isLate = isOpen && Date.parse(at) < now;
  return (
    <time dateTime={at} title={formatExact(at)} className="num" style={isLate ? { color: "var(--red)" } : {}}>
      {formatMoment(at, now)}
      {isLate ? " · late" : ""}
    </time>
  );
}
