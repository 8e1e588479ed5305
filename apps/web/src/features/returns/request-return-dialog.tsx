import { Select, Textarea } from "@mantine/core";
import { requestReturnInput, returnReason, type ReturnableOutput } from "@invista/contracts/returns/returns";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { emptyToNull } from "../../shared/form/empty-to-null.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { sentence } from "../../shared/format/words.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadReturnsAgain } from "./use-read-returns-again.ts";

interface Props {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly onDone: (returnId: string) => void;
  readonly onClose: () => void;
}

/** Asks for goods of an order to come back. */
export function RequestReturnDialog(props: Props) {
  const query = trpc.returns.returnable.useQuery({ orderId: props.orderId });
  return (
    <Dialog title={`Return of ${props.orderNumber}`} onClose={props.onClose} size={620}>
      <QueryArea query={query} loading={<Skeleton height={160} />}>
        {({ lines }) => <RequestForm {...props} lines={lines} />}
      </QueryArea>
    </Dialog>
  );
}

function RequestForm({ orderId, lines, onDone, onClose }: Props & { lines: ReturnableOutput["lines"] }) {
  const request = trpc.returns.request.useMutation();
  const readAgain = useReadReturnsAgain();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: requestReturnInput,
    initial: { reason: "", note: "", lines: lines.map(() => ({ quantity: "" })) },
    toInput: (values, idempotencyKey) => ({
      orderId,
      reason: values.reason,
      note: emptyToNull(values.note),
      lines: values.lines.flatMap((given, index) => {
        const line = lines[index];
        const quantity = parseDecimal(given.quantity);
        return !line || quantity === "" || quantity === "0"
          ? []
          : [{ orderItemId: line.orderItemId, lotId: line.lotId, quantity }];
      }),
      idempotencyKey,
    }),
    send: async (input) => {
      const made = await request.mutateAsync(input);
      showToast({ code: "return.requested", text: `${made.rmaNumber} was asked for` });
      await readAgain();
      onDone(made.id);
    },
  });
  return (
    <form onSubmit={submit} noValidate aria-label="Return">
      <FormAlert refusal={refusal} />
      <PlainTable
        label="What can come back"
        entity="returnable_line"
        rows={lines.map((line, index) => ({ ...line, index }))}
        rowId={(line) => `${line.orderItemId}-${line.lotId}`}
        empty="Nothing of this order is with the customer that could come back."
        columns={[
          {
            header: "SKU",
            cell: (line) => (
              <>
                <span className="strong">{line.sku}</span>{" "}
                <span className="dim">{line.lotNumber ? `lot ${line.lotNumber}` : line.name}</span>
              </>
            ),
          },
          {
            header: "With customer",
            align: "end",
            cell: (line) => <Quantity value={line.left} unit={line.unitCode} />,
          },
          {
            header: "Comes back",
            align: "end",
            cell: (line) => (
              <DecimalField
                size="xs"
                aria-label={`Comes back of ${line.sku}${line.lotNumber ? ` lot ${line.lotNumber}` : ""}`}
                {...form.getInputProps(`lines.${line.index}.quantity`)}
              />
            ),
          },
        ]}
      />
      {typeof form.errors["lines"] === "string" ? (
        <p role="alert" style={{ color: "var(--red)", margin: "8px 0 0" }}>
          Enter how much of a line comes back.
        </p>
      ) : null}
      <Select
        label="Reason"
        mt={12}
        required
        placeholder="Why it comes back"
        data={returnReason.options.map((value) => ({ value, label: sentence(value) }))}
        {...form.getInputProps("reason")}
      />
      <Textarea label="Note" mt={12} autosize minRows={1} maxLength={2000} {...form.getInputProps("note")} />
      <FormButtons verb="Ask for it" busy={busy} onCancel={onClose} disabled={lines.length === 0} />
    </form>
  );
}
