import { Tabs } from "@mantine/core";
import type { ProductView } from "@invista/contracts/product/read-product";
import { useCan } from "../../shared/session/session.tsx";
import type { AsOf } from "../../shared/ui/as-of.tsx";
import { FieldPanel } from "./field-panel.tsx";
import { FilePanel } from "./file-panel.tsx";
import { PartsTab } from "./parts-tab.tsx";
import { PricePanel } from "./price-panel.tsx";
import styles from "./product-page.module.css";
import { productTab, type ProductTab } from "./product-search.ts";
import { StockTab } from "./stock-tab.tsx";
import { UnitPanel } from "./unit-panel.tsx";

const WORDS: Record<ProductTab, string> = {
  stock: "Stock",
  packs: "Packs and codes",
  prices: "Prices",
  parts: "Parts and variants",
  fields: "Fields",
  files: "Files",
};

/** The parts of a product's page, one at a time; which one is in the address. */
export function ProductTabs({
  product,
  tab,
  onTab,
  asOf,
  onAsOf,
}: {
  product: ProductView;
  tab: ProductTab | undefined;
  onTab: (tab: ProductTab) => void;
  asOf: AsOf;
  onAsOf: (next: AsOf) => void;
}) {
  const may = { stock: useCan("stock:read"), prices: useCan("price:read") };
  const shown = productTab.options.filter((one) => (one === "stock" || one === "prices" ? may[one] : true));
  const current = tab && shown.includes(tab) ? tab : (shown[0] ?? "packs");
  return (
    <Tabs
      value={current}
      onChange={(next) => onTab(productTab.catch(current).parse(next))}
      keepMounted={false}
      className={styles.tabs}
    >
      <Tabs.List aria-label={`Parts of ${product.sku}`} className={styles.tabList}>
        {shown.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {WORDS[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <div className={styles.stack}>
            {one === "stock" ? <StockTab product={product} asOf={asOf} onAsOf={onAsOf} /> : null}
            {one === "packs" ? <UnitPanel product={product} /> : null}
            {one === "prices" ? <PricePanel product={product} /> : null}
            {one === "parts" ? <PartsTab product={product} /> : null}
            {one === "fields" ? <FieldPanel product={product} /> : null}
            {one === "files" ? <FilePanel product={product} /> : null}
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
