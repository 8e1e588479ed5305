import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { ProductPicker, type PickedProduct } from "../../shared/ui/product-picker.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { BuildKitForm } from "./build-kit-form.tsx";

/** Chooses a kit and builds some of it. */
export function BuildKitPage({ onDone, onCancel }: { onDone: (productId: string) => void; onCancel: () => void }) {
  const [picked, setPicked] = useState<PickedProduct | null>(null);
  const isKit = picked?.type === "KIT";
  const query = trpc.product.get.useQuery({ id: picked?.id ?? "" }, { enabled: isKit });
  return (
    <PlainPage title="Build kits" narrow>
      <Panel>
        <div style={{ padding: "14px 0 16px" }}>
          <ProductPicker
            label="Kit"
            picked={picked}
            onPick={setPicked}
            focusFirst
            error={picked && !isKit ? `${picked.sku} is no kit: only a kit has parts.` : null}
          />
        </div>
        {isKit ? (
          <QueryArea query={query} loading={<Skeleton height={240} />}>
            {(kit) => <BuildKitForm key={kit.id} kit={kit} onClose={onCancel} onDone={() => onDone(kit.id)} />}
          </QueryArea>
        ) : null}
      </Panel>
    </PlainPage>
  );
}
