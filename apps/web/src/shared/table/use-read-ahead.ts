import { useEffect } from "react";
import type { PagedQuery } from "./column.ts";

const ROWS_AHEAD = 15;

/** Reads the next page when the last row on screen comes near the end of what was read. */
export function useReadAhead<Row>(query: PagedQuery<Row>, lastOnScreen: number, rowsRead: number): void {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const wants = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && lastOnScreen >= rowsRead - ROWS_AHEAD;
  useEffect(() => {
    if (wants) void fetchNextPage();
  }, [wants, fetchNextPage]);
}
