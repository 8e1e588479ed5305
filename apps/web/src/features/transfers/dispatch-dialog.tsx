import { MultiSelect } from "@mantine/core";
import { dispatchTransferInput, type TransferPart, type TransferView } from "@invista/contracts/transfer/transfer";
import { trpc } from "../../shared/api/trpc.ts";
import { useReadTransfersAgain } from "../../shared/api/use-read-transfers-again.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable, type PlainColumn } from "../../shared/ui/plain-table.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";

/** What leaves, from which bin and of which lot; of pieces with numbers those that go, where more lie there. */
export function DispatchDialog({ view, onClose }: { view: TransferView; onClose: () => void }) {
  const dispatch = trpc.transfer.dispatch.useMutation();
  const undo = useUndo();
  const { transfer, parts } = view;
  const readAgain = useReadTransfersAgain();
  const { form, refusal, busy, submit } = useCommandForm<{ serials: string[][] }, typeof dispatchTransferInput>({
    schema: dispatchTransferInput,
    initial: { serials: parts.map((part) => (isAll(part) ? part.serials : [])) },
    freshKeyAfterRefusal: true,
    toInput: ({ serials }, idempotencyKey) => ({
      id: transfer.id,
      version: transfer.version,
      pieces: parts.flatMap((part, index) => {
        const named = serials[index] ?? [];
        return part.itemId === null || !part.tracksSerials ? [] : [{ itemId: part.itemId, serials: named }];
      }),
      idempotencyKey,
    }),
    send: async (input) => {
      const done = await dispatch.mutateAsync(input);
      showToast({
        code: "transfer.dispatch",
        text: `${done.transferNumber} is on its way`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
      await readAgain();
    },
  });
  const columns: PlainColumn<TransferPart & { index: number }>[] = [
    { header: "Product", cell: (part) => <span className="strong">{part.sku}</span> },
    { header: "Bin", cell: (part) => part.location || "Floor" },
    ...(parts.some((part) => part.lotId !== null)
      ? [{ header: "Lot", cell: (part: TransferPart) => part.lotNumber ?? "–" }]
      : []),
    { header: "Leaves", align: "end", cell: (part) => <Quantity value={part.quantity} unit={part.unitCode} /> },
  ];
  if (parts.some((part) => part.tracksSerials))
    columns.push({
      header: "Pieces",
      cell: (part) =>
        part.tracksSerials ? (
          <MultiSelect
            size="xs"
            searchable
            openOnFocus={false}
            aria-label={`Pieces of ${part.sku} from ${part.location || "the floor"}`}
            placeholder={`Choose ${part.quantity}`}
            maxValues={Number(part.quantity)}
            data={part.serials}
            {...form.getInputProps(`serials.${part.index}`)}
          />
        ) : (
          "–"
        ),
    });
  return (
    <Dialog title={`Dispatch ${transfer.transferNumber}`} onClose={onClose} size={680}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          Everything reserved leaves {transfer.fromCode} and is in transit to {transfer.toCode} until it is received
          there.
        </p>
        <PlainTable
          label="What leaves"
          entity="transfer_part"
          rows={parts.map((part, index) => ({ ...part, index }))}
          rowId={(part) => part.itemId ?? part.productId}
          columns={columns}
          empty="Nothing is reserved for it any more."
        />
        <FormButtons verb="Dispatch" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function isAll(part: TransferPart): boolean {
  return String(part.serials.length) === part.quantity;
}
