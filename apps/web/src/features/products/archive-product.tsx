import type { ProductView } from "@invista/contracts/product/read-product";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Archives a product, or brings it back, after saying what that does. */
export function ArchiveProductDialog({ product, onClose }: { product: ProductView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const archive = trpc.product.archive.useMutation();
  const restore = trpc.product.restore.useMutation();
  const isArchived = product.status === "ARCHIVED";
  const readAgain = () =>
    Promise.all([utils.product.invalidate(), utils.stock.invalidate(), utils.dashboard.invalidate()]);
  const run = async () => {
    const target = { id: product.id, version: product.version, idempotencyKey: newKey() };
    const done = isArchived ? await restore.mutateAsync(target) : await archive.mutateAsync(target);
    const back = () => {
      const again = { id: done.id, version: done.version, idempotencyKey: newKey() };
      return (isArchived ? archive.mutateAsync(again) : restore.mutateAsync(again)).then(readAgain);
    };
    showToast({
      code: isArchived ? "product.restored" : "product.archived",
      text: `${product.sku} was ${isArchived ? "restored" : "archived"}`,
      undo: back,
    });
    await readAgain();
  };
  return (
    <ConfirmDialog
      title={isArchived ? `Restore ${product.sku}?` : `Archive ${product.sku}?`}
      confirm={isArchived ? "Restore" : "Archive"}
      danger={!isArchived}
      onConfirm={run}
      onClose={onClose}
      effect={
        isArchived ? (
          <p>It can be ordered, stocked and found again. Its history was never gone.</p>
        ) : (
          <>
            <p>
              It can't be ordered or stocked any more and leaves the lists; its movements and orders stay. It can be
              restored.
            </p>
            {/[1-9]/.test(product.onHand) ? (
              <p style={{ marginTop: 8 }}>
                It still has {formatDecimal(product.onHand)} on hand, so this will be refused until the stock is gone.
              </p>
            ) : null}
          </>
        )
      }
    />
  );
}
