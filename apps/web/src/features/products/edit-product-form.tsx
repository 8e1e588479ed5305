import { updateProductInput } from "@invista/contracts/product/product";
import type { ProductView } from "@invista/contracts/product/read-product";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { MergeFields } from "../../shared/form/merge-fields.tsx";
import { rebase } from "../../shared/form/rebase.ts";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { useCan } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { FIELD_OF_RULE } from "./create-product-form.tsx";
import { ProductFields } from "./product-fields.tsx";
import { differences, FIELD_WORDS, fieldsOf, merged, valuesOf, type ProductValues } from "./product-values.ts";

/** Changes a product; when someone else saved first, both versions are shown side by side to choose from. */
export function EditProductDialog({ product, onClose }: { product: ProductView; onClose: () => void }) {
  const [base, setBase] = useState({ product, initial: valuesOf(product) });
  const [theirs, setTheirs] = useState<ProductView | null>(null);
  const [mine, setMine] = useState(base.initial);
  if (theirs) {
    const { values, collisions } = rebase(base.initial, mine, valuesOf(theirs));
    const rows = differences(values, valuesOf(theirs))
      .filter((row) => collisions.has(row.field))
      .map((row) => ({ ...row, label: FIELD_WORDS[row.field] }));
    const takeOver = (takeTheirs: ReadonlySet<keyof ProductValues>) => {
      setBase({ product: theirs, initial: merged(values, valuesOf(theirs), takeTheirs) });
      setTheirs(null);
    };
    return (
      <Dialog title={`${theirs.sku} was changed meanwhile`} size={640} onClose={onClose}>
        <MergeFields what="product" rows={rows} onMerge={takeOver} onCancel={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog title={`Edit ${product.sku}`} size={640} onClose={onClose}>
      <EditForm
        key={base.product.version}
        product={base.product}
        initial={base.initial}
        onClose={onClose}
        onStale={(values, current) => {
          setMine(values);
          setTheirs(current);
        }}
      />
    </Dialog>
  );
}

function EditForm({
  product,
  initial,
  onClose,
  onStale,
}: {
  product: ProductView;
  initial: ProductValues;
  onClose: () => void;
  onStale: (mine: ProductValues, theirs: ProductView) => void;
}) {
  const utils = trpc.useUtils();
  const mayPrice = useCan("price:update");
  const update = trpc.product.update.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<ProductValues, typeof updateProductInput>({
    schema: updateProductInput,
    initial,
    toInput: (values, idempotencyKey) => ({
      ...fieldsOf(values, mayPrice),
      id: product.id,
      version: product.version,
      idempotencyKey,
    }),
    fieldOfRule: FIELD_OF_RULE,
    onRefusal: (found) => {
      if (found.code !== "STALE") return false;
      void utils.client.product.get.query({ id: product.id }).then((current) => onStale(form.getValues(), current));
      return true;
    },
    send: async (input) => {
      const saved = await update.mutateAsync(input);
      await Promise.all([utils.product.invalidate(), utils.stock.invalidate()]);
      showToast({ code: "product.updated", text: `${saved.sku} was saved` });
      onClose();
    },
  });
  return (
    <form onSubmit={submit} noValidate aria-label={`Edit ${product.sku}`}>
      <FormAlert refusal={refusal} />
      <ProductFields form={form} isNew={false} isFrozen={product.hasMovements} />
      <FormButtons verb="Save" busy={busy} onCancel={onClose} />
    </form>
  );
}
