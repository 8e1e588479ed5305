import type { ReactNode } from "react";

/** A column of a list. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Least width in px. */
  readonly width: number;
  /** Shares the width that is left. */
  readonly grow?: boolean;
  readonly align?: "end";
  /** The API's name of this order, when it can sort by it. */
  readonly sort?: string;
  /** 1 stays longest; where the table is too narrow the highest numbers go first. */
  readonly priority: number;
  /** Where it goes on a phone; without it, it is left out there. */
  readonly phone?: "title" | "end" | "second" | "second-end";
}

export interface Sort {
  readonly key: string;
  readonly direction: "asc" | "desc";
}

/** What an infinite query of the API gives to a table. */
export interface PagedQuery<Row> {
  readonly data: { readonly pages: readonly { readonly rows: readonly Row[] }[] } | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly isPlaceholderData: boolean;
  readonly isFetchNextPageError: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
}
