import { Button } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { useState } from "react";
import { useCan } from "../../shared/session/session.tsx";
import { AddPiecesDialog } from "../../shared/ui/add-pieces-dialog.tsx";
import { AsOfControl, momentOf, type AsOf } from "../../shared/ui/as-of.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { ProductStock } from "./product-facts.tsx";
import { ProductMovements } from "./product-movements.tsx";
import { ProductStockThen } from "./product-stock-then.tsx";

/** Where a product lies, now or at a moment, and what moved last. */
export function StockTab({
  product,
  asOf,
  onAsOf,
}: {
  product: ProductView;
  asOf: AsOf;
  onAsOf: (next: AsOf) => void;
}) {
  const moment = momentOf(asOf);
  const mayAdd = useCan("stock:adjust") && product.trackSerials && product.status !== "ARCHIVED";
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Panel
        title="By warehouse"
        aside={
          <>
            {mayAdd && moment === null ? (
              <Button size="xs" onClick={() => setAdding(true)}>
                Add pieces
              </Button>
            ) : null}
            <AsOfControl asOf={asOf} onChange={onAsOf} />
          </>
        }
        flush
      >
        {moment ? (
          <ProductStockThen product={product} moment={moment} onAsOf={onAsOf} />
        ) : (
          <ProductStock product={product} />
        )}
      </Panel>
      {adding ? <AddPiecesDialog product={product} onClose={() => setAdding(false)} /> : null}
      <Panel title="Movements" hint="newest first" flush>
        <ProductMovements productId={product.id} sku={product.sku} />
      </Panel>
    </>
  );
}
