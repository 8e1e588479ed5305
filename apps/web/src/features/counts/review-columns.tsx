import type { CountLine } from "@invista/contracts/count/read-count";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { Change, Money, Quantity } from "../../shared/format/values.tsx";
import type { Column } from "../../shared/table/column.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { COUNT_LINE_WORDS } from "../../shared/ui/state-words.ts";
import { binWord, CAUSE_WORDS } from "./count-words.ts";

const differs = (line: CountLine) => line.variance !== null && /[1-9]/.test(line.variance);
const NONE = <span className="faint">–</span>;

export interface ReviewColumn extends Column<CountLine> {
  /** Left out for who may not see what was expected. */
  readonly needsSight?: boolean;
}

export const REVIEW_COLUMNS: readonly ReviewColumn[] = [
  {
    id: "bin",
    header: "Bin",
    width: 100,
    priority: 1,
    phone: "second",
    cell: (line) => <span className="strong">{binWord(line.location)}</span>,
  },
  {
    id: "product",
    header: "Product",
    width: 180,
    grow: true,
    priority: 1,
    phone: "title",
    cell: (line) => (
      <>
        <span className="strong">{line.sku}</span> <span className="dim">{line.name}</span>
        {line.isAdded ? <span className="dim"> · added</span> : null}
        {line.isSerial && differs(line) ? (
          <span className="dim"> · {line.serials.length > 0 ? line.serials.join(", ") : "pieces not named yet"}</span>
        ) : null}
      </>
    ),
  },
  { id: "lot", header: "Lot", width: 96, priority: 5, cell: (line) => line.lotNumber ?? NONE },
  {
    id: "expected",
    header: "Expected",
    width: 86,
    align: "end",
    priority: 2,
    needsSight: true,
    cell: (line) => (line.expected === null ? NONE : <Quantity value={line.expected} />),
  },
  {
    id: "moved",
    header: "Moved since",
    width: 100,
    align: "end",
    priority: 4,
    needsSight: true,
    cell: (line) => (line.moved === null || !/[1-9]/.test(line.moved) ? NONE : <Change value={line.moved} />),
  },
  {
    id: "counted",
    header: "Counted",
    width: 120,
    align: "end",
    priority: 1,
    cell: (line) => (line.entries === null || line.entries.length === 0 ? ownNumber(line) : <Entries line={line} />),
  },
  {
    id: "variance",
    header: "Difference",
    width: 96,
    align: "end",
    priority: 1,
    phone: "end",
    needsSight: true,
    cell: (line) => (differs(line) ? <Change value={line.variance ?? "0"} unit={line.unitCode} /> : NONE),
  },
  {
    id: "value",
    header: "Value",
    width: 100,
    align: "end",
    priority: 3,
    needsSight: true,
    cell: (line) => (differs(line) ? <Money value={line.varianceValue} currency={null} /> : NONE),
  },
  {
    id: "state",
    header: "State",
    width: 128,
    priority: 2,
    phone: "second-end",
    cell: (line) => (
      <StatusChip tone={COUNT_LINE_WORDS[line.state].tone}>{COUNT_LINE_WORDS[line.state].word}</StatusChip>
    ),
  },
  {
    id: "cause",
    header: "Cause",
    width: 150,
    priority: 3,
    cell: (line) => (line.rootCause === null ? NONE : CAUSE_WORDS[line.rootCause]),
  },
];

function ownNumber(line: CountLine) {
  return line.counted === null ? NONE : <Quantity value={line.counted} />;
}

/** Each person's number, the newest last: it stands. */
function Entries({ line }: { line: CountLine }) {
  const entries = line.entries ?? [];
  const told = entries.map((entry) => `${formatDecimal(entry.quantity)} by ${entry.by ?? "someone"}`).join(", then ");
  return (
    <span className="num" title={told}>
      {entries.slice(0, -1).map((entry) => (
        <span key={entry.attempt} className="dim">
          {formatDecimal(entry.quantity)},{" "}
        </span>
      ))}
      <span className="strong">{formatDecimal(entries.at(-1)?.quantity ?? "")}</span>
    </span>
  );
}
