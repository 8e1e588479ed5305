import { createProductInput } from "@invista/contracts/product/product";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { useMe } from "../../shared/session/session.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { ProductFields } from "./product-fields.tsx";
import { fieldsOf, NEW_PRODUCT, type ProductValues } from "./product-values.ts";

export const FIELD_OF_RULE = {
  "record.duplicate": "sku",
  "record.referenceUnknown": "unitCode",
  "product.frozen": "unitCode",
  "barcode.checkDigit": "barcode",
  "product.serialWhole": "qtyPrecision",
} as const;

/** A new product. */
export function CreateProductPage({ onDone, onCancel }: { onDone: (id: string) => void; onCancel: () => void }) {
  const { defaults } = useMe();
  const utils = trpc.useUtils();
  const create = trpc.product.create.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<ProductValues, typeof createProductInput>({
    schema: createProductInput,
    initial: { ...NEW_PRODUCT, currency: defaults.currency },
    toInput: (values, idempotencyKey) => ({ ...fieldsOf(values, true), type: values.type, idempotencyKey }),
    fieldOfRule: FIELD_OF_RULE,
    send: async (input) => {
      const made = await create.mutateAsync(input);
      await utils.product.invalidate();
      showToast({ code: "product.created", text: `${made.sku} was created` });
      onDone(made.id);
    },
  });
  return (
    <PlainPage title="New product" narrow>
      <Panel>
        <form onSubmit={submit} noValidate style={{ paddingTop: 14 }} aria-label="New product">
          <FormAlert refusal={refusal} />
          <ProductFields form={form} isNew isFrozen={false} />
          <FormButtons verb="Create product" busy={busy} onCancel={onCancel} />
        </form>
      </Panel>
    </PlainPage>
  );
}
