import { countScope, MAX_COUNT_LINES } from "@invista/contracts/count/count";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../shared/api/trpc.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { formatCount } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";

/** How much the choice comes to, before anything is planned. */
export function PlanPreview({ warehouseId, scope }: { warehouseId: string | null; scope: object }) {
  const [settled] = useDebouncedValue(JSON.stringify(scope), 250);
  const parsed = countScope.safeParse(JSON.parse(settled));
  const query = trpc.count.preview.useQuery(
    { warehouseId: warehouseId ?? "-", scope: parsed.data ?? {} },
    { enabled: warehouseId !== null && parsed.success, placeholderData: keepPreviousData },
  );
  return (
    <p className="num" role="status" data-preview style={{ margin: "14px 0 0", minHeight: 20, color: "var(--text-2)" }}>
      {warehouseId === null ? "Choose a warehouse to see how much that is." : wordsOf(query.data, query.error)}
    </p>
  );
}

function wordsOf(
  data: { positions: number; products: number; bins: number; busy: number } | undefined,
  error: unknown,
): string {
  if (error) return refusalOf(error)?.message ?? "";
  if (!data) return "…";
  const busy =
    data.busy > 0 ? ` ${plural(data.busy, "position is", "positions are")} left out: another count holds them.` : "";
  if (data.positions === 0) return `Nothing fits this choice.${busy}`;
  const much = data.positions > MAX_COUNT_LINES ? ` One count holds at most ${formatCount(MAX_COUNT_LINES)}.` : "";
  return `${plural(data.positions, "position")} of ${plural(data.products, "product")} in ${plural(data.bins, "bin")}.${busy}${much}`;
}
