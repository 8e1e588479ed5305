import type { UseTRPCQueryResult } from "@trpc/react-query/shared";
import type { PagedQuery } from "../table/column.ts";

/** A list that the API answers whole, for a table that reads page by page. */
export function wholeList<Row>(
  query: Pick<
    UseTRPCQueryResult<{ rows: readonly Row[] }, unknown>,
    "data" | "error" | "isFetching" | "isPlaceholderData" | "refetch"
  >,
): PagedQuery<Row> {
  return {
    data: query.data ? { pages: [query.data] } : undefined,
    error: query.error,
    isFetching: query.isFetching,
    isPlaceholderData: query.isPlaceholderData,
    isFetchNextPageError: false,
    hasNextPage: false,
    isFetchingNextPage: false,
    fetchNextPage: () => undefined,
    refetch: query.refetch,
  };
}
