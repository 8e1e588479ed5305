import { Autocomplete, Select, Textarea } from "@mantine/core";
import type { MovedStockOutput } from "@invista/contracts/stock/move-stock";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { HappenedField } from "../../shared/form/happened-field.tsx";
import { PackField } from "../../shared/form/pack-field.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { flashRow } from "../../shared/table/flash-store.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import { KINDS, moveInput, REASONS, SCHEMAS, type MoveKind, type MoveValues } from "./move-values.ts";
import { positionId } from "./stock-search.ts";
import { useSendMove } from "./use-send-move.ts";

/** From which bin, how much, and where to. */
export function MoveStockForm({ kind, view, onClose }: { kind: MoveKind; view: PositionView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const send = useSendMove();
  const { position } = view;
  const held = view.items.filter((item) => /[1-9]/.test(item.quantity));
  const bins = trpc.location.list.useQuery({ warehouseId: position.warehouseId, limit: 100 });
  const reasons = REASONS[kind];
  const { form, refusal, busy, submit } = useCommandForm<MoveValues, (typeof SCHEMAS)[MoveKind]>({
    schema: SCHEMAS[kind],
    initial: {
      place: held[0]?.inventoryItemId ?? "",
      quantity: "",
      toLocation: "",
      reason: reasons?.[0]?.value ?? "",
      note: "",
      occurredAt: "",
    },
    toInput: (values, key) => moveInput(kind, values, view, key),
    fieldOfRule: {
      "stock.insufficient": "quantity",
      "stock.belowReserved": "quantity",
      "quantity.precision": "quantity",
      "quantity.tooFine": "quantity",
      "permission.limit": "quantity",
      "stock.sameBin": "toLocation",
      "stock.moveChangesHold": "toLocation",
      "stock.notQuarantine": kind === "release" ? "place" : "toLocation",
      "stock.noQuarantineBin": "toLocation",
      "stock.notSellable": "toLocation",
      "stock.heldAlready": "place",
      "location.unknown": "toLocation",
      "stock.future": "occurredAt",
      "stock.negativeThen": "occurredAt",
      "stock.frozen": "occurredAt",
    },
    send: async (input) => {
      const done = await send(kind, input);
      showToast({
        code: `stock.${kind}`,
        text: said(kind, position.sku, done),
        undo: () => undo(done.operationId),
      });
      onClose();
      await Promise.all([utils.stock.invalidate(), utils.product.invalidate(), utils.dashboard.invalidate()]);
      flashRow(positionId(position));
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <FormAlert refusal={refusal} />
      <p style={{ margin: "0 0 14px", color: "var(--text-2)" }}>{KINDS[kind].effect}</p>
      <div className={form_.grid}>
        <Select
          label="From bin"
          allowDeselect={false}
          data={held.map((item) => ({
            value: item.inventoryItemId,
            label: `${item.location || "Floor"}${item.lotNumber ? `, lot ${item.lotNumber}` : ""}: ${formatDecimal(item.quantity)}`,
          }))}
          {...form.getInputProps("place")}
        />
        <PackField
          productId={position.productId}
          label="Quantity"
          unit={position.unitCode}
          data-autofocus
          {...form.getInputProps("quantity")}
        />
        {kind === "scrap" ? null : (
          <Autocomplete
            label="To bin"
            description={
              kind === "quarantine" ? "Left empty: the first quarantine bin" : "Left empty: the floor of the warehouse"
            }
            data={[...new Set((bins.data?.rows ?? []).map((bin) => bin.code).filter(Boolean))]}
            limit={20}
            {...form.getInputProps("toLocation")}
          />
        )}
        {reasons ? (
          <Select label="Reason" data={reasons} allowDeselect={false} {...form.getInputProps("reason")} />
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
      <FormButtons verb={KINDS[kind].verb} busy={busy} onCancel={onClose} disabled={held.length === 0} />
    </form>
  );
}

function said(kind: MoveKind, sku: string, done: MovedStockOutput): string {
  const amount = `${formatDecimal(done.quantity)} of ${sku}`;
  const from = done.from.location || "the floor";
  const to = done.to?.location || "the floor";
  if (kind === "scrap") return `${amount} scrapped from ${from}, ${formatDecimal(done.from.quantity)} left there`;
  if (kind === "quarantine") return `${amount} put into quarantine in ${to}`;
  return kind === "release" ? `${amount} released to ${to}` : `${amount} moved from ${from} to ${to}`;
}
