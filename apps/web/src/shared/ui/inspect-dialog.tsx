import { Select, Textarea } from "@mantine/core";
import { startInspectionInput } from "@invista/contracts/quality/inspection";
import { minus } from "@invista/contracts/quantity";
import { skipToken } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { emptyToNull } from "../form/empty-to-null.ts";
import { DecimalField } from "../form/decimal-field.tsx";
import { FormAlert } from "../form/form-alert.tsx";
import { FormButtons } from "../form/form-buttons.tsx";
import styles from "../form/form.module.css";
import { useCommandForm } from "../form/use-command-form.ts";
import { formatDecimal, parseDecimal } from "../format/numbers.ts";
import { Dialog } from "./dialog.tsx";
import { ProductPicker, type PickedProduct } from "./product-picker.tsx";
import { showToast } from "./toast-store.ts";
import { useWarehouses } from "./use-warehouses.ts";

interface Values {
  item: string | null;
  quantity: string;
  source: "STOCK" | "RETURN";
  note: string;
}

/** Takes some of what lies in a bin into quarantine to be inspected. */
export function InspectDialog({
  position,
  onClose,
  onDone,
}: {
  position?: { productId: string; warehouseId: string };
  onClose: () => void;
  onDone: (inspectionId: string) => void;
}) {
  const utils = trpc.useUtils();
  const { rows: warehouses } = useWarehouses();
  const start = trpc.inspection.start.useMutation();
  const [product, setProduct] = useState<PickedProduct | null>(null);
  const [warehouseId, setWarehouseId] = useState(position?.warehouseId ?? null);
  const productId = position?.productId ?? product?.id ?? null;
  const chosen = productId !== null && warehouseId !== null ? { productId, warehouseId } : null;
  const stock = trpc.stock.get.useQuery(chosen ?? skipToken, { retry: false });
  const items = chosen ? (stock.data?.items ?? []).filter((item) => minus(item.quantity, item.reserved) !== "0") : [];
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof startInspectionInput>({
    schema: startInspectionInput,
    initial: { item: null, quantity: "", source: "STOCK", note: "" },
    toInput: (values, idempotencyKey) => {
      const item = items.find((one) => one.inventoryItemId === values.item);
      return {
        productId: productId ?? "",
        warehouseId: warehouseId ?? "",
        location: item?.location ?? "",
        lotId: item?.lotId ?? null,
        quantity: parseDecimal(values.quantity),
        source: values.source,
        note: emptyToNull(values.note),
        idempotencyKey,
      };
    },
    fieldOfRule: { "stock.insufficient": "quantity", "quantity.tooFine": "quantity" },
    send: async (input) => {
      const made = await start.mutateAsync(input);
      await Promise.all([utils.inspection.invalidate(), utils.stock.invalidate(), utils.product.invalidate()]);
      showToast({ code: "quality.started", text: `${made.inspectionNumber} waits for its readings` });
      onDone(made.id);
    },
  });
  const nothing = chosen !== null && (stock.isError || (stock.isSuccess && items.length === 0));
  return (
    <Dialog title="Inspect stock" size={520} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Inspect stock">
        <FormAlert refusal={refusal} />
        <div className={styles.grid}>
          {position ? null : (
            <>
              <ProductPicker picked={product} onPick={setProduct} focusFirst />
              <Select
                label="Warehouse"
                required
                data={warehouses.map((row) => ({ value: row.id, label: row.name }))}
                value={warehouseId}
                onChange={setWarehouseId}
              />
            </>
          )}
          <Select
            label="Bin"
            required
            disabled={items.length === 0}
            data={items.map((item) => ({
              value: item.inventoryItemId,
              label: `${item.location || "Floor"}${item.lotNumber ? `, lot ${item.lotNumber}` : ""}: ${formatDecimal(minus(item.quantity, item.reserved))}`,
            }))}
            {...form.getInputProps("item")}
            error={nothing ? "Nothing of it that is not reserved lies here" : form.errors["item"]}
          />
          <DecimalField label="Quantity" required {...form.getInputProps("quantity")} />
          <Select
            label="Why"
            allowDeselect={false}
            data={[
              { value: "STOCK", label: "It is doubted" },
              { value: "RETURN", label: "It came back" },
            ]}
            {...form.getInputProps("source")}
          />
          <Textarea
            className={styles.wide ?? ""}
            label="Note"
            autosize
            minRows={1}
            maxRows={6}
            maxLength={500}
            {...form.getInputProps("note")}
          />
        </div>
        <p className="dim" style={{ marginTop: 12, fontSize: 13 }}>
          It goes to quarantine. Until the inspection is decided nobody can sell it, move it or scrap it.
        </p>
        <FormButtons verb="Start inspection" busy={busy} disabled={items.length === 0} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
