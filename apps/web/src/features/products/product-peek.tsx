import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../shared/api/trpc.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Can } from "../../shared/session/session.tsx";
import { Figures, PeekPanel, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { PRODUCT_WORDS } from "../../shared/ui/state-words.ts";
import { ProductFacts, ProductStock } from "./product-facts.tsx";

/** One product beside the list. */
export function ProductPeek({
  id,
  onOpen,
  onEdit,
  onClose,
}: {
  id: string;
  onOpen: () => void;
  onEdit: () => void;
  onClose: () => void;
}) {
  const query = trpc.product.get.useQuery({ id }, { placeholderData: keepPreviousData });
  const product = query.data;
  return (
    <PeekPanel
      label={product ? `Details of ${product.sku}` : "Details"}
      title={product?.sku ?? "…"}
      chip={
        product ? (
          <StatusChip tone={PRODUCT_WORDS[product.status].tone}>{PRODUCT_WORDS[product.status].word}</StatusChip>
        ) : null
      }
      subtitle={product?.name ?? "…"}
      onOpen={onOpen}
      onClose={onClose}
      actions={
        <>
          <Button variant="filled" onClick={onOpen}>
            Open
          </Button>
          <Can permission="product:update">
            <Button onClick={onEdit} disabled={product?.status === "ARCHIVED"}>
              Edit
            </Button>
          </Can>
        </>
      }
    >
      <QueryArea
        query={query}
        loading={
          <div style={{ padding: 16 }}>
            <Skeleton height={260} />
          </div>
        }
      >
        {(view) => (
          <>
            <Figures
              items={[
                { label: "On hand", value: <Quantity value={view.onHand} unit={view.unitCode} /> },
                { label: "Reserved", value: <Quantity value={view.reserved} /> },
                { label: "Available", value: <Quantity value={view.available} /> },
              ]}
            />
            <div style={{ margin: "4px 0" }}>
              <ProductStock product={view} />
            </div>
            <PeekSection title="About it">
              <ProductFacts product={view} />
            </PeekSection>
          </>
        )}
      </QueryArea>
    </PeekPanel>
  );
}
