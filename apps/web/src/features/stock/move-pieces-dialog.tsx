import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { adjustReason, adjustStockInput } from "@invista/contracts/stock/adjust-stock";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { useState, type SyntheticEvent } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { HappenedField, happenedAt } from "../../shared/form/happened-field.tsx";
import { plural } from "../../shared/format/words.ts";
import { useCan } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { REASON_WORDS } from "../../shared/ui/reason-words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useMoveKinds } from "./move-stock-dialog.tsx";
import { KINDS, REASONS, type MoveKind } from "./move-values.ts";
import { useSendMove } from "./use-send-move.ts";

const OUT_REASONS = adjustReason.options.map((value) => ({ value, label: REASON_WORDS[value] }));

/** What is done with chosen pieces of one bin: moved, put into quarantine or out of it, scrapped, or corrected away. */
export function MovePiecesDialog({
  view,
  itemId,
  serials,
  onClose,
  onCancel,
}: {
  view: PositionView;
  itemId: string;
  serials: readonly string[];
  onClose: () => void;
  onCancel: () => void;
}) {
  const utils = trpc.useUtils();
  const undo = useUndo();
  const send = useSendMove();
  const adjust = trpc.stock.adjust.useMutation();
  const moves = useMoveKinds();
  const mayAdjust = useCan("stock:adjust");
  const kinds: readonly (MoveKind | "adjust")[] = [...moves, ...(mayAdjust ? ["adjust" as const] : [])];
  const [kind, setKind] = useState<MoveKind | "adjust">(kinds[0] ?? "adjust");
  const [to, setTo] = useState("");
  const [reason, setReason] = useState<string | null>(null);
  const [happened, setHappened] = useState("");
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [busy, setBusy] = useState(false);
  const { productId, warehouseId, sku } = view.position;
  const item = view.items.find((one) => one.inventoryItemId === itemId);
  const readAgain = () =>
    Promise.all([utils.serial.invalidate(), utils.stock.invalidate(), utils.product.invalidate()]);
  const reasons = kind === "adjust" ? OUT_REASONS : (REASONS[kind] ?? []);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    const common = {
      productId,
      warehouseId,
      location: item?.location ?? "",
      lotId: item?.lotId ?? null,
      serials: [...serials],
      occurredAt: happenedAt(happened),
      idempotencyKey: newKey(),
      ...(reasons.length > 0 ? { reason: reason ?? reasons[0]?.value } : {}),
    };
    try {
      const done =
        kind === "adjust"
          ? await adjust.mutateAsync(adjustStockInput.parse({ ...common, delta: `-${serials.length}` }))
          : await send(kind, {
              ...common,
              quantity: String(serials.length),
              ...(kind === "move" || kind === "release" ? { toLocation: to } : {}),
              ...(kind === "quarantine" ? { toLocation: to || null } : {}),
            });
      await readAgain();
      showToast({
        code: "stock.piecesMoved",
        text: `${plural(serials.length, "piece")} of ${sku}: ${label(kind).toLowerCase()}`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={`${plural(serials.length, "piece")} of ${sku}`} onClose={onCancel}>
      <form
        onSubmit={(event) => void submit(event)}
        noValidate
        aria-label="Move or take out pieces"
        style={{ display: "grid", gap: 14 }}
      >
        <p className="dim">{serials.join(", ")}</p>
        <FormAlert refusal={refusal} />
        <SegmentedControl
          aria-label="What is done"
          fullWidth
          data={kinds.map((value) => ({ value, label: label(value) }))}
          value={kind}
          onChange={(value) => {
            setKind(kinds.find((one) => one === value) ?? kind);
            setReason(null);
          }}
        />
        {kind === "move" || kind === "release" || kind === "quarantine" ? (
          <TextInput
            label="To bin"
            description={kind === "quarantine" ? "Empty is the first quarantine bin" : "Empty is the floor"}
            autoComplete="off"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        ) : null}
        {reasons.length > 0 ? (
          <Select
            label="Reason"
            allowDeselect={false}
            data={reasons}
            value={reason ?? reasons[0]?.value ?? null}
            onChange={setReason}
          />
        ) : null}
        <HappenedField value={happened} onChange={setHappened} />
        <p className="dim" style={{ fontSize: 13 }}>
          {kind === "adjust" ? "They leave stock as a correction, with the reason." : KINDS[kind].effect}
        </p>
        <FormButtons verb={kind === "adjust" ? "Take out" : KINDS[kind].verb} busy={busy} onCancel={onCancel} />
      </form>
    </Dialog>
  );
}

function label(kind: MoveKind | "adjust"): string {
  return kind === "adjust" ? "Take out" : KINDS[kind].label;
}
