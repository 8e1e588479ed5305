import { MAX_PAGE } from "@invista/contracts/page";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { trpc } from "../../shared/api/trpc.ts";
import type { SheetLine } from "./count-flow.ts";

/** The whole sheet of a count, page by page, kept on the device; what is scanned changes it at once. */
export function useCountSheet(countId: string) {
  const { client } = trpc.useUtils();
  const cache = useQueryClient();
  // Under the key of the count, so that it is read again with it.
  const key = [["count", "lines"], { type: "query", input: { id: countId, whole: true } }];
  const query = useQuery({
    queryKey: key,
    queryFn: async (): Promise<SheetLine[]> => {
      const lines: SheetLine[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await client.count.lines.query({ id: countId, limit: MAX_PAGE, ...(cursor ? { cursor } : {}) });
        lines.push(...page.rows);
        if (page.nextCursor === null) return lines;
        cursor = page.nextCursor;
      }
    },
  });
  const change = (line: SheetLine) =>
    cache.setQueryData<SheetLine[]>(key, (before) => before?.map((one) => (one.id === line.id ? line : one)));
  return { query, change };
}
