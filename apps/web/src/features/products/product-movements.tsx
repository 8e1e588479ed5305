import type { MovementRow } from "@invista/contracts/stock/list-stock";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago, Change, Quantity } from "../../shared/format/values.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";

/** The newest movements of a product; the ledger has all of them. */
export function ProductMovements({ productId, sku }: { productId: string; sku: string }) {
  const query = trpc.stock.movements.useQuery({ productId, limit: 25 });
  const { nameOf } = useWarehouses();
  const columns: readonly PlainColumn<MovementRow>[] = [
    { header: "When", cell: (row) => <Ago at={row.recordedAt} /> },
    { header: "What", cell: (row) => MOVEMENT_WORDS[row.type] },
    { header: "Warehouse", cell: (row) => nameOf(row.warehouseId, row.warehouseCode), wideOnly: true },
    { header: "Bin", cell: (row) => row.location || "Floor", wideOnly: true },
    { header: "Who", cell: (row) => <span className="dim">{row.createdByName ?? "Invista"}</span>, wideOnly: true },
    { header: "Change", align: "end", cell: (row) => <Change value={row.quantity} /> },
    { header: "Balance", align: "end", cell: (row) => <Quantity value={row.balanceAfter} /> },
  ];
  return (
    <QueryArea
      query={query}
      loading={
        <div style={{ padding: 14 }}>
          <Skeleton height={200} />
        </div>
      }
    >
      {(page) => (
        <>
          <PlainTable
            label={`Movements of ${sku}`}
            entity="movement"
            columns={columns}
            rows={page.rows}
            rowId={(row) => row.seq}
            empty="It has never moved."
          />
          {page.nextCursor ? (
            <p style={{ padding: "10px 14px" }}>
              <Link to="/ledger" search={{ product: productId }}>
                All movements in the ledger
              </Link>
            </p>
          ) : null}
        </>
      )}
    </QueryArea>
  );
}
