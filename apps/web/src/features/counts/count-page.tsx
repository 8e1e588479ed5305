import { trpc } from "../../shared/api/trpc.ts";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { CountPlan } from "./count-plan.tsx";
import { CountReview } from "./count-review.tsx";
import type { SheetSearch } from "./count-search.ts";
import { CountSheet } from "./count-sheet.tsx";

/** One count: its plan, its sheet while it is counted, its differences in review, its result. */
export function CountPage({
  id,
  search,
  onSearch,
  onBack,
}: {
  id: string;
  search: SheetSearch;
  onSearch: (change: Partial<SheetSearch>) => void;
  onBack: () => void;
}) {
  const query = trpc.count.get.useQuery({ id });
  useShortcuts([
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  if (!query.data)
    return (
      <PlainPage title="Count">
        <QueryArea query={query} loading={<Skeleton height={320} />}>
          {() => null}
        </QueryArea>
      </PlainPage>
    );
  const { status, startedAt } = query.data.count;
  if (status === "PLANNED" || startedAt === null) return <CountPlan view={query.data} />;
  if (status === "COUNTING" || status === "RECOUNT")
    return <CountSheet key={status} view={query.data} search={search} onSearch={onSearch} />;
  return <CountReview view={query.data} search={search} onSearch={onSearch} />;
}
