import type { LotThen } from "@invista/contracts/lot/as-of";
import type { LotRow } from "@invista/contracts/lot/lot";
import { NotRecorded } from "../../shared/ui/as-of.tsx";
import { plural } from "../../shared/format/words.ts";
import { LOT_WORDS } from "../../shared/ui/state-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";

/** How long a lot can still be sold: red when its day is past, amber in its last thirty days. */
export function DaysLeft({ lot }: { lot: Pick<LotRow, "daysLeft"> }) {
  if (lot.daysLeft === null) return <span className="faint">–</span>;
  const color = lot.daysLeft <= 0 ? "var(--red)" : lot.daysLeft <= 30 ? "var(--amber)" : undefined;
  const words =
    lot.daysLeft < 0
      ? `${plural(-lot.daysLeft, "day")} over`
      : lot.daysLeft === 0
        ? "ends today"
        : plural(lot.daysLeft, "day");
  return (
    <span className="num" style={color ? { color } : undefined}>
      {words}
    </span>
  );
}

/** The state of a lot; one that is released but past its day can't be promised, and says so. */
export function LotState({ lot }: { lot: Pick<LotRow | LotThen, "status" | "daysLeft"> }) {
  if (lot.status === null) return <NotRecorded />;
  const isOver = lot.status === "RELEASED" && lot.daysLeft !== null && lot.daysLeft <= 0;
  const { tone, word } = LOT_WORDS[isOver ? "EXPIRED" : lot.status];
  return <StatusChip tone={tone}>{word}</StatusChip>;
}
