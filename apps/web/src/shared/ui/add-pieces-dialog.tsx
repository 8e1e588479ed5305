import { Select, TagsInput, TextInput } from "@mantine/core";
import { adjustReason, adjustStockInput } from "@invista/contracts/stock/adjust-stock";
import { trpc } from "../api/trpc.ts";
import { useUndo } from "../api/use-undo.ts";
import { FormAlert } from "../form/form-alert.tsx";
import { FormButtons } from "../form/form-buttons.tsx";
import { useCommandForm } from "../form/use-command-form.ts";
import { plural } from "../format/words.ts";
import { Dialog } from "./dialog.tsx";
import { REASON_WORDS } from "./reason-words.ts";
import { showToast } from "./toast-store.ts";
import { useWarehouses } from "./use-warehouses.ts";

interface Values {
  serials: string[];
  warehouseId: string | null;
  location: string;
  reason: string;
}
const REASONS = adjustReason.options.map((value) => ({ value, label: REASON_WORDS[value] }));

/** Pieces that are found or opened with, typed or scanned one after the other. */
export function AddPiecesDialog({
  product,
  place,
  onClose,
}: {
  product: { id: string; sku: string };
  /** Where they are; asked for where it is not known. */
  place?: { warehouseId: string; location: string };
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const adjust = trpc.stock.adjust.useMutation();
  const { rows: warehouses } = useWarehouses();
  const { id: productId, sku } = product;
  const readAgain = () =>
    Promise.all([utils.serial.invalidate(), utils.stock.invalidate(), utils.product.invalidate()]);
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof adjustStockInput>({
    schema: adjustStockInput,
    initial: {
      serials: [],
      warehouseId: place?.warehouseId ?? null,
      location: place?.location ?? "",
      reason: "FOUND",
    },
    toInput: (values, idempotencyKey) => ({
      productId,
      warehouseId: values.warehouseId ?? "",
      location: values.location,
      delta: String(values.serials.length),
      reason: values.reason,
      serials: values.serials,
      idempotencyKey,
    }),
    fieldOfRule: { "serial.inStock": "serials", "serial.count": "serials", "location.unknown": "location" },
    send: async (input) => {
      const done = await adjust.mutateAsync(input);
      await readAgain();
      showToast({
        code: "stock.piecesAdded",
        text: `${plural(input.serials?.length ?? 0, "piece")} of ${sku} added`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
    },
  });
  const { serials } = form.getValues();
  return (
    <Dialog title={`Pieces of ${sku}`} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Add pieces" style={{ display: "grid", gap: 14 }}>
        <FormAlert refusal={refusal} />
        <TagsInput
          label="Serial numbers"
          description="Scan them one after the other, or type each with Enter"
          required
          data-autofocus
          splitChars={[",", ";", "\n"]}
          {...form.getInputProps("serials")}
        />
        {place ? null : (
          <Select
            label="Warehouse"
            required
            data={warehouses.map((row) => ({ value: row.id, label: row.name }))}
            {...form.getInputProps("warehouseId")}
          />
        )}
        <TextInput
          label="Bin"
          description="Empty is the floor"
          autoComplete="off"
          {...form.getInputProps("location")}
        />
        <Select label="Reason" allowDeselect={false} data={REASONS} {...form.getInputProps("reason")} />
        <FormButtons
          verb={serials.length === 0 ? "Add pieces" : `Add ${plural(serials.length, "piece")}`}
          busy={busy}
          disabled={serials.length === 0}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
