import type { ProductView } from "@invista/contracts/product/read-product";
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
  return (
    <>
      <Panel title="By warehouse" aside={<AsOfControl asOf={asOf} onChange={onAsOf} />} flush>
        {moment ? (
          <ProductStockThen product={product} moment={moment} onAsOf={onAsOf} />
        ) : (
          <ProductStock product={product} />
        )}
      </Panel>
      <Panel title="Movements" hint="newest first" flush>
        <ProductMovements productId={product.id} sku={product.sku} />
      </Panel>
    </>
  );
}
