import type { AsOfBasis, StockAsOfRow } from "@invista/contracts/stock/as-of";
import type { ProductView } from "@invista/contracts/product/read-product";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { Change, Quantity } from "../../shared/format/values.tsx";
import { PastNotice, QuantityThen, type AsOf } from "../../shared/ui/as-of.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";

/** The product's stock in each warehouse at a moment of the past. */
export function ProductStockThen({
  product,
  moment,
  onAsOf,
}: {
  product: ProductView;
  moment: { at: string; basis: AsOfBasis };
  onAsOf: (next: AsOf) => void;
}) {
  const { nameOf } = useWarehouses();
  const query = trpc.stock.listAsOf.useQuery({ productId: product.id, ...moment, limit: 100 });
  const columns: readonly PlainColumn<StockAsOfRow>[] = [
    {
      header: "Warehouse",
      cell: (row) => (
        <Link
          to="/stock/$productId/$warehouseId"
          params={{ productId: product.id, warehouseId: row.warehouseId }}
          search={moment}
        >
          {nameOf(row.warehouseId, row.warehouseCode)}
        </Link>
      ),
    },
    {
      header: "On hand then",
      align: "end",
      cell: (row) => <Quantity value={row.onHand} unit={product.unitCode} strong />,
    },
    { header: "Reserved then", align: "end", cell: (row) => <Quantity value={row.reserved} /> },
    { header: "Held then", align: "end", wideOnly: true, cell: (row) => <QuantityThen value={row.held} /> },
    { header: "Available then", align: "end", cell: (row) => <QuantityThen value={row.available} /> },
    { header: "In transit then", align: "end", cell: (row) => <Quantity value={row.inTransit} /> },
    { header: "Now", align: "end", cell: (row) => <Quantity value={row.onHandNow} /> },
    { header: "Since then", align: "end", cell: (row) => <Change value={row.since} /> },
  ];
  return (
    <>
      <PastNotice asOf={moment} onChange={onAsOf} rows={query.data?.rows} />
      <QueryArea query={query} loading={<Skeleton height={80} />}>
        {(page) => (
          <PlainTable
            label={`Stock of ${product.sku} by warehouse then`}
            entity="stock"
            columns={columns}
            rows={page.rows}
            rowId={(row) => row.warehouseId}
            empty="Nothing of it had moved by then."
          />
        )}
      </QueryArea>
    </>
  );
}
