import type { ReactNode } from "react";
import { ErrorPanel } from "./error-panel.tsx";

interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** The four states of a screen: loading at its true size, error, empty and data. Old data stays while new is read. */
export function QueryArea<Data>({
  query,
  loading,
  isEmpty,
  empty,
  children,
}: {
  query: Query<Data>;
  loading: ReactNode;
  isEmpty?: (data: Data) => boolean;
  empty?: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return isEmpty?.(query.data) ? empty : children(query.data);
  if (query.error) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />;
  return (
    <div aria-busy="true" aria-label="Loading">
      {loading}
    </div>
  );
}

/** Grey lines of the height of what is coming. */
export function Skeleton({ height = 14, width = "100%" }: { height?: number | string; width?: number | string }) {
  return <span className="skeleton" style={{ height, width }} aria-hidden="true" />;
}
