import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Money, Quantity } from "../../shared/format/values.tsx";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { Can, useCan } from "../../shared/session/session.tsx";
import type { AsOf } from "../../shared/ui/as-of.tsx";
import { LabelButton } from "../../shared/ui/label-dialog.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { Figures } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { PRODUCT_WORDS } from "../../shared/ui/state-words.ts";
import { ArchiveProductDialog } from "./archive-product.tsx";
import { EditProductDialog } from "./edit-product-form.tsx";
import { KitButtons } from "./kit-dialogs.tsx";
import { ProductFacts } from "./product-facts.tsx";
import styles from "./product-page.module.css";
import { MainPicture } from "./main-picture.tsx";
import type { ProductTab } from "./product-search.ts";
import { ProductTabs } from "./product-tabs.tsx";

/** Everything about one product. */
export function ProductPage({
  id,
  startEditing,
  tab,
  onTab,
  asOf,
  onAsOf,
  onBack,
}: {
  id: string;
  startEditing: boolean;
  tab: ProductTab | undefined;
  onTab: (tab: ProductTab) => void;
  asOf: AsOf;
  onAsOf: (next: AsOf) => void;
  onBack: () => void;
}) {
  const query = trpc.product.get.useQuery({ id });
  const mayUpdate = useCan("product:update");
  const [open, setOpen] = useState<"edit" | "archive" | null>(startEditing && mayUpdate ? "edit" : null);
  const product = query.data;
  const isArchived = product?.status === "ARCHIVED";
  useShortcuts([
    {
      keys: "e",
      label: "edit",
      group: "This page",
      inFooter: true,
      run: () => setOpen(mayUpdate && !isArchived ? "edit" : null),
    },
    { keys: "Escape", label: "back to the list", group: "This page", shownAs: ["Esc"], inFooter: true, run: onBack },
  ]);
  return (
    <PlainPage
      title={
        <span className={styles.title}>
          {product?.sku ?? "…"}{" "}
          {product ? (
            <StatusChip tone={PRODUCT_WORDS[product.status].tone}>{PRODUCT_WORDS[product.status].word}</StatusChip>
          ) : null}
        </span>
      }
      figures={product?.name ?? null}
      actions={
        product ? (
          <>
            <LabelButton kind="PRODUCT" ids={[product.id]} />
            <KitButtons product={product} />
            <Can permission="product:archive">
              <Button onClick={() => setOpen("archive")}>{isArchived ? "Restore" : "Archive"}</Button>
            </Can>
            <Can permission="product:update">
              <Button variant="filled" onClick={() => setOpen("edit")} disabled={isArchived}>
                Edit
              </Button>
            </Can>
          </>
        ) : null
      }
    >
      <QueryArea query={query} loading={<Skeleton height={420} />}>
        {(view) => (
          <>
            {view.replacedBy ? (
              <p style={{ margin: 0 }}>
                Replaced by{" "}
                <Link to="/products/$productId" params={{ productId: view.replacedBy.id }}>
                  {view.replacedBy.sku}
                </Link>
                , which took over its codes, prices and files.
              </p>
            ) : null}
            <Panel flush>
              <Figures
                items={[
                  { label: "On hand", value: <Quantity value={view.onHand} unit={view.unitCode} /> },
                  { label: "Reserved", value: <Quantity value={view.reserved} /> },
                  { label: "Available", value: <Quantity value={view.available} /> },
                  { label: "Price", value: <Money value={view.price} currency={view.currency} exact /> },
                ]}
              />
            </Panel>
            <div className={styles.columns}>
              <ProductTabs product={view} tab={tab} onTab={onTab} asOf={asOf} onAsOf={onAsOf} />
              <Panel title="About it">
                <MainPicture productId={view.id} />
                <ProductFacts product={view} />
              </Panel>
            </div>
            {open === "edit" ? <EditProductDialog product={view} onClose={() => setOpen(null)} /> : null}
            {open === "archive" ? <ArchiveProductDialog product={view} onClose={() => setOpen(null)} /> : null}
          </>
        )}
      </QueryArea>
    </PlainPage>
  );
}
