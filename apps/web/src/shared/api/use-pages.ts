import { getQueryKey } from "@trpc/react-query";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

interface Page<Row> {
  rows: Row[];
  nextCursor: string | null;
}

const PAGE = 100;

/**
 * Reads a list page by page. tRPC's own infinite hook sends a `direction` of its own with every page, which our lists
 * use for sorting; the key has tRPC's shape, so that `utils.<router>.invalidate()` reaches it.
 */
export function usePages<Row, Filters extends object>(
  procedure: Parameters<typeof getQueryKey>[0],
  filters: Filters,
  read: (
    input: Filters & { limit: number; cursor: string | undefined },
    options: { signal: AbortSignal },
  ) => Promise<Page<Row>>,
) {
  return useInfiniteQuery({
    queryKey: [getQueryKey(procedure)[0], { input: filters, type: "infinite" }],
    queryFn: ({ pageParam, signal }) => read({ ...filters, limit: PAGE, cursor: pageParam }, { signal }),
    initialPageParam: noCursor(),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function noCursor(): string | undefined {
  return undefined;
}
