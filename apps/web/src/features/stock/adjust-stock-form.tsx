import { Input, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { adjustReason, adjustStockInput } from "@invista/contracts/stock/adjust-stock";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { HappenedField } from "../../shared/form/happened-field.tsx";
import { PackField } from "../../shared/form/pack-field.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatChange, formatDecimal } from "../../shared/format/numbers.ts";
import { useCan } from "../../shared/session/session.tsx";
import { flashRow } from "../../shared/table/flash-store.ts";
import { LotField } from "../../shared/ui/lot-field.tsx";
import { REASON_WORDS } from "../../shared/ui/reason-words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import { AdjustPreview } from "./adjust-preview.tsx";
import { adjustInput, OTHER_BIN, previewOf, type AdjustValues } from "./adjust-values.ts";
import { positionId } from "./stock-search.ts";

const REASONS = adjustReason.options.map((value) => ({ value, label: REASON_WORDS[value] }));

interface Props {
  readonly position: { productId: string; warehouseId: string };
  readonly view: PositionView | undefined;
  readonly unit: string;
  readonly sku: string;
  readonly onClose: () => void;
}

/** Reason, bin and quantity, with what it will come to before it is posted. */
export function AdjustStockForm({ position, view, unit, sku, onClose }: Props) {
  const utils = trpc.useUtils();
  const mayCost = useCan("cost:read");
  const adjust = trpc.stock.adjust.useMutation();
  const undo = useUndo();
  const items = view?.items ?? [];
  const readAgain = () =>
    Promise.all([utils.stock.invalidate(), utils.product.invalidate(), utils.dashboard.invalidate()]);
  const { form, refusal, busy, submit } = useCommandForm<AdjustValues, typeof adjustStockInput>({
    schema: adjustStockInput,
    initial: {
      reason: "COUNT",
      mode: "to",
      place: items[0]?.inventoryItemId ?? OTHER_BIN,
      location: "",
      lotId: null,
      delta: "",
      unitCost: "",
      note: "",
      occurredAt: "",
    },
    toInput: (values, key) => adjustInput(values, view, position, key),
    fieldOfRule: {
      "stock.insufficient": "delta",
      "stock.belowReserved": "delta",
      "quantity.precision": "delta",
      "quantity.tooFine": "delta",
      "location.unknown": "location",
      "stock.lotRequired": items.length > 0 ? "place" : "lotId",
      "stock.future": "occurredAt",
      "stock.negativeThen": "occurredAt",
      "stock.frozen": "occurredAt",
    },
    send: async (input) => {
      const done = await adjust.mutateAsync(input);
      showToast({
        code: "stock.adjusted",
        text: `${sku} in ${done.location || "the floor"}: ${formatChange(done.delta)}, now ${formatDecimal(done.quantity)}`,
        undo: () => undo(done.operationId),
      });
      onClose();
      await readAgain();
      flashRow(positionId(position));
    },
  });
  const values = form.getValues();
  const preview = previewOf(values, view);
  const isGain = preview.delta !== null && !preview.delta.startsWith("-");
  const places = [
    ...items.map((item) => ({
      value: item.inventoryItemId,
      label: `${item.location || "Floor"}${item.lotNumber ? `, lot ${item.lotNumber}` : ""}: ${formatDecimal(item.quantity)}`,
    })),
    { value: OTHER_BIN, label: "Another bin…" },
  ];
  return (
    <form onSubmit={submit} noValidate>
      <FormAlert refusal={refusal} />
      <div className={form_.grid}>
        <Select label="Reason" data={REASONS} allowDeselect={false} {...form.getInputProps("reason")} />
        <Select label="Bin" data={places} allowDeselect={false} {...form.getInputProps("place")} />
        {values.place === OTHER_BIN ? (
          <TextInput
            className={form_.wide ?? ""}
            label="Bin code"
            description="Left empty, it lies on the floor of the warehouse"
            placeholder="A-04-2"
            {...form.getInputProps("location")}
          />
        ) : null}
        {values.place === OTHER_BIN ? (
          <LotField productId={position.productId} field={form.getInputProps("lotId")} />
        ) : null}
        <Input.Wrapper
          label="Enter"
          labelElement="div"
          labelProps={{ id: "adjust-mode", style: { fontSize: 13, fontWeight: 550, marginBottom: 4 } }}
        >
          <SegmentedControl
            fullWidth
            size="sm"
            aria-labelledby="adjust-mode"
            data={[
              { value: "to", label: "Quantity there" },
              { value: "by", label: "Change ±" },
            ]}
            {...form.getInputProps("mode")}
          />
        </Input.Wrapper>
        <PackField
          productId={position.productId}
          label={values.mode === "to" ? "Quantity that is there" : "Change"}
          unit={unit}
          data-autofocus
          {...form.getInputProps("delta")}
        />
        {mayCost && isGain ? (
          <DecimalField
            label="Unit cost"
            description="Left empty: the last cost here, or none"
            {...form.getInputProps("unitCost")}
          />
        ) : null}
        <HappenedField {...form.getInputProps("occurredAt")} />
        <Textarea
          className={form_.wide ?? ""}
          label="Note"
          autosize
          minRows={1}
          maxRows={4}
          maxLength={500}
          {...form.getInputProps("note")}
        />
      </div>
      <AdjustPreview preview={preview} view={view} unit={unit} />
      <FormButtons verb="Post adjustment" busy={busy} onCancel={onClose} disabled={preview.delta === "0"} />
    </form>
  );
}
