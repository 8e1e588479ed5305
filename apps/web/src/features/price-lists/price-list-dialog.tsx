import { TextInput } from "@mantine/core";
import {
  createPriceListInput,
  STANDARD_LIST,
  updatePriceListInput,
  type PriceListView,
} from "@invista/contracts/product/price-lists";
import { trpc } from "../../shared/api/trpc.ts";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import styles from "../../shared/form/form.module.css";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

/** A new price list, or another name or currency for one; its code stays. */
export function PriceListDialog({ list, onClose }: { list: PriceListView | null; onClose: () => void }) {
  const utils = trpc.useUtils();
  const create = trpc.price.createList.useMutation();
  const update = trpc.price.updateList.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<
    { code: string; name: string; currency: string },
    typeof createPriceListInput | typeof updatePriceListInput
  >({
    schema: list ? updatePriceListInput : createPriceListInput,
    initial: { code: list?.code ?? "", name: list?.name ?? "", currency: list?.currency ?? "" },
    toInput: ({ code, name, currency }, idempotencyKey) => ({
      code: list ? list.code : code.trim().toUpperCase(),
      name,
      currency: emptyToNull(currency.toUpperCase()),
      ...(list ? { version: list.version } : {}),
      idempotencyKey,
    }),
    fieldOfRule: { "record.duplicate": list ? "name" : "code", "priceList.currencyUsed": "currency" },
    send: async (input) => {
      const saved = "version" in input ? await update.mutateAsync(input) : await create.mutateAsync(input);
      await utils.price.invalidate();
      showToast({ code: "priceList.saved", text: `The price list ${saved.name} was saved` });
      onClose();
    },
  });
  return (
    <Dialog title={list ? `Edit ${list.name}` : "New price list"} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Price list">
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          {list ? null : (
            <TextInput
              label="Code"
              description="Short, without spaces; it stays"
              required
              data-autofocus
              autoComplete="off"
              {...form.getInputProps("code")}
            />
          )}
          <TextInput
            label="Name"
            description="What people read"
            required
            autoComplete="off"
            {...form.getInputProps("name")}
          />
          {list?.code === STANDARD_LIST ? null : (
            <TextInput
              label="Currency"
              description="Left empty: prices in any currency"
              maxLength={3}
              autoComplete="off"
              {...form.getInputProps("currency")}
            />
          )}
        </div>
        <FormButtons verb={list ? "Save" : "Create price list"} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
