import { MultiSelect } from "@mantine/core";
import { receiveReturnInput, type ReturnView } from "@invista/contracts/returns/returns";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadReturnsAgain } from "./use-read-returns-again.ts";

interface Values {
  lines: { quantity: string; serials: string[] }[];
}

/** What of a return came; all of it is filled in. It goes into quarantine. */
export function ReceiveReturnDialog({ view, onClose }: { view: ReturnView; onClose: () => void }) {
  const receive = trpc.returns.receive.useMutation();
  const undo = useUndo();
  const readAgain = useReadReturnsAgain();
  const { row, lines } = view;
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof receiveReturnInput>({
    schema: receiveReturnInput,
    initial: {
      lines: lines.map((line) => ({
        quantity: line.quantity,
        serials: String(line.shippedSerials.length) === line.quantity ? line.shippedSerials : [],
      })),
    },
    toInput: (values, idempotencyKey) => ({
      id: row.id,
      version: row.version,
      lines: values.lines.flatMap((given, index) => {
        const line = lines[index];
        if (!line) return [];
        if (line.tracksSerials)
          return given.serials.length === 0
            ? []
            : [{ itemId: line.id, quantity: String(given.serials.length), serials: given.serials }];
        const quantity = parseDecimal(given.quantity);
        return quantity === "" || quantity === "0" ? [] : [{ itemId: line.id, quantity }];
      }),
      idempotencyKey,
    }),
    send: async (input) => {
      const done = await receive.mutateAsync(input);
      showToast({
        code: "return.received",
        text: `${done.rmaNumber}: what came is in quarantine`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
      await readAgain();
    },
  });
  return (
    <Dialog title={`Receive ${row.rmaNumber}`} onClose={onClose} size={620}>
      <form onSubmit={submit} noValidate aria-label="Receive the return">
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          It goes into quarantine at {row.warehouseCode}, at the cost at which it had left. What is left out does not
          come with this return.
        </p>
        <PlainTable
          label="What came"
          entity="return_line"
          rows={lines.map((line, index) => ({ ...line, index }))}
          rowId={(line) => line.id}
          empty="It has no lines."
          columns={[
            {
              header: "SKU",
              cell: (line) => (
                <>
                  <span className="strong">{line.sku}</span>{" "}
                  {line.lotNumber ? <span className="dim">lot {line.lotNumber}</span> : null}
                </>
              ),
            },
            {
              header: "Asked",
              align: "end",
              cell: (line) => <Quantity value={line.quantity} unit={line.unitCode} />,
            },
            {
              header: "Came",
              align: "end",
              cell: (line) =>
                line.tracksSerials ? (
                  <MultiSelect
                    size="xs"
                    searchable
                    openOnFocus={false}
                    aria-label={`Pieces of ${line.sku}`}
                    placeholder="Pieces"
                    data={line.shippedSerials}
                    {...form.getInputProps(`lines.${line.index}.serials`)}
                  />
                ) : (
                  <DecimalField
                    size="xs"
                    aria-label={`Came of ${line.sku}`}
                    {...form.getInputProps(`lines.${line.index}.quantity`)}
                  />
                ),
            },
          ]}
        />
        <FormButtons verb="Receive" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
