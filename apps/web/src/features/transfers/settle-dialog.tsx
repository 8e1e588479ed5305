import { MultiSelect, Select, TextInput } from "@mantine/core";
import {
  lossReason,
  receiveTransferInput,
  resolveTransferInput,
  type TransferPart,
  type TransferView,
} from "@invista/contracts/transfer/transfer";
import { trpc } from "../../shared/api/trpc.ts";
import { useReadTransfersAgain } from "../../shared/api/use-read-transfers-again.ts";
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
  lines: { quantity: string; serials: string[]; location: string }[];
}

const SCHEMAS = { receive: receiveTransferInput, resolve: resolveTransferInput } as const;
export type SettleKind = keyof typeof SCHEMAS;

/** What arrived and where it is put, or what never will and is written off. */
export function SettleDialog({ kind, view, onClose }: { kind: SettleKind; view: TransferView; onClose: () => void }) {
  const receive = trpc.transfer.receive.useMutation();
  const resolve = trpc.transfer.resolve.useMutation();
  const undo = useUndo();
  const readAgain = useReadTransfersAgain();
  const open = view.parts;
  const hasLots = open.some((part) => part.lotId !== null);
  const isReceipt = kind === "receive";
  const { form, refusal, busy, submit } = useCommandForm<Values, (typeof SCHEMAS)[SettleKind]>({
    schema: SCHEMAS[kind],
    initial: {
      reason: "LOST",
      lines: open.map((part) => ({
        quantity: isReceipt ? part.quantity : "",
        serials: isReceipt ? part.serials : [],
        location: "",
      })),
    },
    toInput: (values, idempotencyKey) => ({
      id: view.transfer.id,
      version: view.transfer.version,
      ...(isReceipt ? {} : { reason: values.reason }),
      lines: values.lines.flatMap((line, index) => {
        const part = open[index];
        if (!part || (part.tracksSerials ? line.serials.length === 0 : line.quantity.trim() === "")) return [];
        return [
          {
            productId: part.productId,
            lotId: part.lotId,
            ...(part.tracksSerials
              ? { quantity: String(line.serials.length), serials: line.serials }
              : { quantity: parseDecimal(line.quantity) }),
            ...(isReceipt ? { location: line.location.trim() } : {}),
          },
        ];
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
  const verb = isReceipt ? "Arrived" : "Lost";
  const columns: PlainColumn<TransferPart & { index: number }>[] = [
    { header: "Product", cell: (part) => <span className="strong">{part.sku}</span> },
    ...(hasLots ? [{ header: "Lot", cell: (part: TransferPart) => part.lotNumber ?? "–" }] : []),
    { header: "Under way", align: "end", cell: (part) => <Quantity value={part.quantity} unit={part.unitCode} /> },
    {
      header: verb,
      align: "end",
      cell: (part) =>
        part.tracksSerials ? (
          <MultiSelect
            size="xs"
            searchable
            openOnFocus={false}
            aria-label={`Pieces of ${nameOf(part)}`}
            placeholder="Pieces"
            data={part.serials}
            {...form.getInputProps(`lines.${part.index}.serials`)}
          />
        ) : (
          <DecimalField
            size="xs"
            aria-label={`${verb} of ${nameOf(part)}`}
            {...form.getInputProps(`lines.${part.index}.quantity`)}
          />
        ),
    },
  ];
  if (isReceipt)
    columns.push({
      header: "Into bin",
      cell: (part) => (
        <TextInput
          size="xs"
          placeholder="Floor"
          aria-label={`Bin for ${nameOf(part)}`}
          {...form.getInputProps(`lines.${part.index}.location`)}
        />
      ),
    });
  return (
    <Dialog
      title={isReceipt ? `Receive ${view.transfer.transferNumber}` : `Write off from ${view.transfer.transferNumber}`}
      onClose={onClose}
      size={hasLots ? 760 : 620}
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
          rows={open.map((part, index) => ({ ...part, index }))}
          rowId={(part) => `${part.productId}-${part.lotId}`}
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

function nameOf(part: TransferPart): string {
  return part.lotNumber === null ? part.sku : `${part.sku} lot ${part.lotNumber}`;
}
