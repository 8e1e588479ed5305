import { Button } from "@mantine/core";
import { IconCopyCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { MergeDialog } from "./merge-dialog.tsx";

type Pair = Outputs["catalog"]["duplicates"]["rows"][number];
const WHY: Record<Pair["why"], string> = {
  SAME_SKU: "SKUs differ only in signs and capitals",
  SAME_WORDS: "Names have the same words",
};

const one = (header: string, of: "first" | "second"): PlainColumn<Pair> => ({
  header,
  cell: (row) => (
    <div style={{ whiteSpace: "normal", overflowWrap: "anywhere", padding: "6px 0" }}>
      <Link to="/products/$productId" params={{ productId: row[of].id }}>
        {row[of].sku}
      </Link>{" "}
      <span className="dim">
        {row[of].name} · <Quantity value={row[of].onHand} /> on hand
      </span>
    </div>
  ),
});
const COLUMNS: readonly PlainColumn<Pair>[] = [
  one("Older", "first"),
  one("Newer", "second"),
  { header: "Why", wideOnly: true, cell: (row) => WHY[row.why] },
];

/** Products that may have been entered twice. */
export function DuplicateList() {
  const query = trpc.catalog.duplicates.useQuery({});
  const mayMerge = useCan("product:archive");
  const [merging, setMerging] = useState<Pair | null>(null);
  const columns: readonly PlainColumn<Pair>[] = mayMerge
    ? [
        ...COLUMNS,
        {
          header: "Actions",
          align: "end",
          cell: (row) => (
            <Button
              size="compact-xs"
              aria-label={`Merge ${row.first.sku} and ${row.second.sku}`}
              onClick={() => setMerging(row)}
            >
              Merge…
            </Button>
          ),
        },
      ]
    : COLUMNS;
  return (
    <PlainPage title="Possible doubles" figures={query.data ? plural(query.data.rows.length, "pair") : null}>
      <QueryArea
        query={query}
        loading={<Skeleton height={320} />}
        isEmpty={(data) => data.rows.length === 0}
        empty={
          <Notice icon={<IconCopyCheck size={28} stroke={1.5} />} title="No doubles found">
            No two products have names of the same words, or SKUs that differ only in signs and capitals.
          </Notice>
        }
      >
        {(data) => (
          <Panel flush>
            <PlainTable
              label="Possible doubles"
              entity="duplicate"
              columns={columns}
              rows={data.rows}
              rowId={(row) => `${row.first.id} ${row.second.id}`}
            />
          </Panel>
        )}
      </QueryArea>
      {merging ? <MergeDialog pair={merging} onClose={() => setMerging(null)} /> : null}
    </PlainPage>
  );
}
