import { Select, TextInput } from "@mantine/core";
import {
  lossReason,
  receiveTransferInput,
  resolveTransferInput,
  type TransferLine,
  type TransferView,
} from "@invista/contracts/transfer/transfer";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

interface Values {
  reason: string;
  lines: { quantity: string; location: string }[];
}

const SCHEMAS = { receive: receiveTransferInput, resolve: resolveTransferInput } as const;
export type SettleKind = keyof typeof SCHEMAS;

/** What arrived and where it is put, or what never will and is written off. */
export function SettleDialog({ kind, view, onClose }: { kind: SettleKind; view: TransferView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const receive = trpc.transfer.receive.useMutation();
  const resolve = trpc.transfer.resolve.useMutation();
  const undo = useUndo();
  const readAgain = () =>
    Promise.all([utils.transfer.invalidate(), utils.stock.invalidate(), utils.dashboard.invalidate()]);
  const open = view.items.filter((item) => /[1-9]/.test(item.underWay));
  const isReceipt = kind === "receive";
  const { form, refusal, busy, submit } = useCommandForm<Values, (typeof SCHEMAS)[SettleKind]>({
    schema: SCHEMAS[kind],
    initial: {
      reason: "LOST",
      lines: open.map((item) => ({ quantity: isReceipt ? item.underWay : "", location: "" })),
    },
    toInput: (values, idempotencyKey) => ({
      id: view.transfer.id,
      version: view.transfer.version,
      ...(isReceipt ? {} : { reason: values.reason }),
      lines: values.lines.flatMap((line, index) => {
        const item = open[index];
        if (!item || line.quantity.trim() === "") return [];
        const quantity = parseDecimal(line.quantity);
        return [{ productId: item.productId, quantity, ...(isReceipt ? { location: line.location.trim() } : {}) }];
      }),
      idempotencyKey,
    }),
    send: async (input) => {
      const done = isReceipt
        ? await receive.mutateAsync(receiveTransferInput.parse(input))
        : await resolve.mutateAsync(resolveTransferInput.parse(input));
      showToast({
        code: isReceipt ? "transfer.received" : "transfer.resolved",
        text: isReceipt
          ? `${done.transferNumber}: booked what arrived`
          : `${done.transferNumber}: written off what is lost`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
      await readAgain();
    },
  });
  const columns: PlainColumn<TransferLine & { index: number }>[] = [
    { header: "Product", cell: (line) => <span className="strong">{line.sku}</span> },
    { header: "Under way", align: "end", cell: (line) => <Quantity value={line.underWay} unit={line.unitCode} /> },
    {
      header: isReceipt ? "Arrived" : "Lost",
      align: "end",
      cell: (line) => (
        <DecimalField
          size="xs"
          aria-label={`${isReceipt ? "Arrived" : "Lost"} of ${line.sku}`}
          {...form.getInputProps(`lines.${line.index}.quantity`)}
        />
      ),
    },
  ];
  if (isReceipt)
    columns.push({
      header: "Into bin",
      cell: (line) => (
        <TextInput
          size="xs"
          placeholder="Floor"
          aria-label={`Bin for ${line.sku}`}
          {...form.getInputProps(`lines.${line.index}.location`)}
        />
      ),
    });
  return (
    <Dialog
      title={isReceipt ? `Receive ${view.transfer.transferNumber}` : `Write off from ${view.transfer.transferNumber}`}
      onClose={onClose}
      size={620}
    >
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          {isReceipt
            ? "What is left out stays under way and can be received later."
            : "It leaves stock for good and its value becomes a loss."}
        </p>
        {isReceipt ? null : (
          <Select
            label="Reason"
            mb={12}
            allowDeselect={false}
            data={lossReason.options.map((value) => ({ value, label: sentence(value) }))}
            {...form.getInputProps("reason")}
          />
        )}
        <PlainTable
          label={isReceipt ? "What arrived" : "What is lost"}
          entity="transfer_line"
          rows={open.map((item, index) => ({ ...item, index }))}
          rowId={(line) => line.productId}
          columns={columns}
          empty="Nothing is under way."
        />
        <FormButtons
          verb={isReceipt ? "Receive" : "Write off"}
          busy={busy}
          onCancel={onClose}
          disabled={open.length === 0}
        />
      </form>
    </Dialog>
  );
}
