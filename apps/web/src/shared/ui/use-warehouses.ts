import { useMemo } from "react";
import { trpc } from "../api/trpc.ts";
import { useCan } from "../session/session.tsx";

/** The warehouses this person may see, and the name of one by its id. */
export function useWarehouses() {
  const enabled = useCan("warehouse:read");
  const { data } = trpc.warehouse.list.useQuery({}, { enabled, staleTime: 5 * 60_000 });
  return useMemo(() => {
    const rows = data?.rows ?? [];
    return { rows, nameOf: (id: string, code: string) => rows.find((row) => row.id === id)?.name ?? code };
  }, [data]);
}
