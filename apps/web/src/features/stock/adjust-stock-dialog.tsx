import { Select } from "@mantine/core";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { useWarehouse } from "../../shared/shell/use-warehouse.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ErrorPanel } from "../../shared/ui/error-panel.tsx";
import { ProductPicker, type PickedProduct } from "../../shared/ui/product-picker.tsx";
import { Skeleton } from "../../shared/ui/query-area.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { AdjustStockForm } from "./adjust-stock-form.tsx";

export interface AdjustTarget {
  readonly productId: string;
  readonly warehouseId: string;
}

/** Corrects the quantity in a bin; without a target it first asks which product and warehouse. */
export function AdjustStockDialog({ target, onClose }: { target: AdjustTarget | null; onClose: () => void }) {
  const chosenWarehouse = useWarehouse();
  const { rows, nameOf } = useWarehouses();
  const [product, setProduct] = useState<PickedProduct | null>(null);
  const [warehouse, setWarehouse] = useState<string | null>(chosenWarehouse ?? null);
  const warehouseId = warehouse ?? (rows.length === 1 ? (rows[0]?.id ?? null) : null);
  const position = target ?? (product && warehouseId ? { productId: product.id, warehouseId } : null);
  const query = trpc.stock.get.useQuery(position ?? { productId: "-", warehouseId: "-" }, {
    enabled: position !== null,
  });
  // A product that never lay in this warehouse has no position yet: the first adjustment makes it.
  const isNew = refusalOf(query.error)?.code === "NOT_FOUND" && target === null;
  const row = query.data?.position;
  return (
    <Dialog
      onClose={onClose}
      size={520}
      title={row && target ? `Adjust ${row.sku} in ${nameOf(row.warehouseId, row.warehouseCode)}` : "Adjust stock"}
    >
      {target ? null : (
        <div style={{ display: "grid", gap: 14, marginBottom: 14 }}>
          <ProductPicker picked={product} onPick={setProduct} focusFirst />
          <Select
            label="Warehouse"
            data={rows.map((one) => ({ value: one.id, label: one.name }))}
            value={warehouseId}
            onChange={setWarehouse}
            placeholder="Choose one"
            allowDeselect={false}
          />
        </div>
      )}
      {position === null ? null : query.data || isNew ? (
        <AdjustStockForm
          key={`${position.productId}.${position.warehouseId}`}
          position={position}
          view={query.data}
          unit={row?.unitCode ?? product?.unitCode ?? ""}
          sku={row?.sku ?? product?.sku ?? ""}
          onClose={onClose}
        />
      ) : query.error ? (
        <ErrorPanel error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Skeleton height={260} />
      )}
    </Dialog>
  );
}
