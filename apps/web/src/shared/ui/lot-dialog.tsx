import { Select, Textarea, TextInput } from "@mantine/core";
import { createLotInput, updateLotInput, type LotRef, type LotView } from "@invista/contracts/lot/lot";
import { useState } from "react";
import { trpc } from "../api/trpc.ts";
import { emptyToNull } from "../form/empty-to-null.ts";
import { FormAlert } from "../form/form-alert.tsx";
import { FormButtons } from "../form/form-buttons.tsx";
import form_ from "../form/form.module.css";
import { useCommandForm } from "../form/use-command-form.ts";
import { useCan } from "../session/session.tsx";
import { Dialog } from "./dialog.tsx";
import { ProductPicker, type PickedProduct } from "./product-picker.tsx";
import { showToast } from "./toast-store.ts";

interface LotValues {
  productId: string;
  lotNumber: string;
  manufacturedAt: string;
  expiresAt: string;
  supplierId: string | null;
  supplierLot: string;
  notes: string;
}

/** Makes a lot, of a given product or of one that is asked for, or changes what is known of one. */
export function LotDialog({
  view,
  productId,
  onClose,
  onDone,
}: {
  view?: LotView;
  productId?: string;
  onClose: () => void;
  onDone: (lot: LotRef) => void;
}) {
  const utils = trpc.useUtils();
  const create = trpc.lot.create.useMutation();
  const update = trpc.lot.update.useMutation();
  const [product, setProduct] = useState<PickedProduct | null>(null);
  const maySuppliers = useCan("supplier:read");
  const lot = view?.lot;
  const { form, refusal, busy, submit } = useCommandForm<LotValues, typeof createLotInput | typeof updateLotInput>({
    schema: lot ? updateLotInput : createLotInput,
    initial: {
      productId: productId ?? "",
      lotNumber: "",
      manufacturedAt: lot?.manufacturedAt ?? "",
      expiresAt: lot?.expiresAt ?? "",
      supplierId: view?.supplierId ?? null,
      supplierLot: view?.supplierLot ?? "",
      notes: view?.notes ?? "",
    },
    toInput: (values, idempotencyKey) => ({
      ...(lot
        ? { id: lot.id, version: lot.version }
        : { productId: productId ?? product?.id ?? "", lotNumber: values.lotNumber }),
      manufacturedAt: emptyToNull(values.manufacturedAt),
      expiresAt: emptyToNull(values.expiresAt),
      supplierId: values.supplierId,
      supplierLot: emptyToNull(values.supplierLot),
      notes: emptyToNull(values.notes),
      idempotencyKey,
    }),
    fieldOfRule: {
      "record.duplicate": "lotNumber",
      "lot.expiryMissing": "expiresAt",
      "lot.expiryBeforeManufacture": "expiresAt",
    },
    send: async (input) => {
      const saved = "id" in input ? await update.mutateAsync(input) : await create.mutateAsync(input);
      await utils.lot.invalidate();
      showToast({ code: "lot.saved", text: `Lot ${saved.lotNumber} was saved` });
      onDone(saved);
    },
  });
  const ofProduct = lot?.productId ?? productId ?? product?.id;
  const relations = trpc.catalog.relations.useQuery(
    { id: ofProduct ?? "" },
    { enabled: maySuppliers && ofProduct !== undefined },
  );
  const suppliers = (relations.data?.suppliers ?? []).map((one) => ({ value: one.supplierId, label: one.name }));
  if (view?.supplierId && !suppliers.some((one) => one.value === view.supplierId))
    suppliers.push({ value: view.supplierId, label: view.supplierName ?? view.supplierId });
  return (
    <Dialog title={lot ? `Edit lot ${lot.lotNumber}` : "New lot"} size={520} onClose={onClose}>
      <form
        // It may be opened over another form, which must not be sent with it.
        onSubmit={(event) => {
          event.stopPropagation();
          submit(event);
        }}
        noValidate
        aria-label={lot ? "Edit the lot" : "New lot"}
      >
        <FormAlert refusal={refusal} />
        {lot || productId ? null : (
          <div style={{ marginBottom: 14 }}>
            <ProductPicker picked={product} onPick={setProduct} focusFirst />
          </div>
        )}
        <div className={form_.grid}>
          {lot ? null : (
            <TextInput label="Lot number" required autoComplete="off" {...form.getInputProps("lotNumber")} />
          )}
          {maySuppliers && suppliers.length > 0 ? (
            <Select label="Supplier" clearable data={suppliers} {...form.getInputProps("supplierId")} />
          ) : null}
          <TextInput label="Supplier's lot" autoComplete="off" {...form.getInputProps("supplierLot")} />
          <TextInput type="date" label="Made on" {...form.getInputProps("manufacturedAt")} />
          <TextInput
            type="date"
            label="Expires on"
            description="Left empty: the day it was made plus the shelf life"
            {...form.getInputProps("expiresAt")}
          />
          <Textarea
            className={form_.wide ?? ""}
            label="Note"
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2000}
            {...form.getInputProps("notes")}
          />
        </div>
        <FormButtons verb={lot ? "Save" : "Make lot"} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
