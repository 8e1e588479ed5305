import { trpc } from "../api/trpc.ts";
import { useCan } from "../session/session.tsx";

/** The category tree as choices for filters and forms, by path. */
export function useCategoryChoices(): readonly { value: string; label: string }[] {
  const enabled = useCan("category:read");
  const list = trpc.category.list.useQuery({}, { enabled, staleTime: 60_000 });
  return (list.data?.rows ?? []).map((row) => ({ value: row.id, label: row.path }));
}
