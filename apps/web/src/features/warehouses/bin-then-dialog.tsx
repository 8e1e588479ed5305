import { Button } from "@mantine/core";
import type { AsOfBasis } from "@invista/contracts/stock/as-of";
import type { LocationThen } from "@invista/contracts/warehouse/as-of";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../shared/api/trpc.ts";
import { formatExact } from "../../shared/format/times.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { QuantityThen } from "../../shared/ui/as-of.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";

/** What lay in a bin at a moment of the past; nothing can be done with it. */
export function BinThenDialog({
  bin,
  moment,
  onClose,
}: {
  bin: LocationThen;
  moment: { at: string; basis: AsOfBasis };
  onClose: () => void;
}) {
  const { warehouseId, code } = bin;
  const query = trpc.location.contentsAsOf.useQuery({ warehouseId, location: code, ...moment });
  return (
    <Dialog title={`Bin ${code || "Floor"}, ${formatExact(moment.at)}`} size={680} onClose={onClose}>
      <QueryArea query={query} loading={<Skeleton height={120} />}>
        {(data) => (
          <div style={{ maxHeight: 420, overflowY: "auto" }}>
            <PlainTable
              label={`What lay in ${code || "the floor"} then`}
              entity="stock"
              rows={data.rows}
              rowId={(row) => row.inventoryItemId}
              empty="It was empty."
              columns={[
                {
                  header: "Product",
                  cell: (row) => (
                    <>
                      <Link
                        to="/stock/$productId/$warehouseId"
                        params={{ productId: row.productId, warehouseId }}
                        search={moment}
                      >
                        {row.sku}
                      </Link>{" "}
                      <span className="dim">{row.name}</span>
                    </>
                  ),
                },
                {
                  header: "Lot",
                  wideOnly: true,
                  cell: (row) =>
                    row.lotId === null ? (
                      "–"
                    ) : (
                      <Link to="/lots/$lotId" params={{ lotId: row.lotId }} search={moment}>
                        {row.lotNumber}
                      </Link>
                    ),
                },
                {
                  header: "On hand",
                  align: "end",
                  cell: (row) => <Quantity value={row.quantity} unit={row.unitCode} strong />,
                },
                { header: "Reserved", align: "end", wideOnly: true, cell: (row) => <Quantity value={row.reserved} /> },
                { header: "Held", align: "end", wideOnly: true, cell: (row) => <QuantityThen value={row.held} /> },
                { header: "Available", align: "end", cell: (row) => <QuantityThen value={row.available} /> },
              ]}
            />
          </div>
        )}
      </QueryArea>
      <div style={{ display: "flex", justifyContent: "flex-end", marginTop: 20 }}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
