import { Button, Textarea } from "@mantine/core";
import { cancelLinesInput } from "@invista/contracts/order/order";
import type { OrderView } from "@invista/contracts/order/read-order";
import { minus } from "@invista/contracts/quantity";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Quantity } from "../../shared/format/values.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useReadOrdersAgain } from "./use-order-steps.ts";

/** Gives up what is open of lines, for instance what could not be picked. */
export function CancelLines({ order }: { order: OrderView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Cancel lines…</Button>
      {open ? <CancelLinesDialog order={order} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface Values {
  quantities: string[];
  reason: string;
}

function CancelLinesDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const readAgain = useReadOrdersAgain();
  const cancel = trpc.order.cancelLines.useMutation();
  const items = order.items
    .map((item) => ({ ...item, open: minus(minus(item.quantity, item.shipped), item.cancelled) }))
    .filter((item) => item.open !== "0");
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof cancelLinesInput>({
    schema: cancelLinesInput,
    // What nothing is reserved for is what one wants to give up.
    initial: { quantities: items.map((item) => zeroToEmpty(minus(item.open, item.reserved))), reason: "" },
    freshKeyAfterRefusal: true,
    toInput: ({ quantities, reason }, idempotencyKey) => ({
      id: order.id,
      version: order.version,
      lines: items.flatMap((item, index) => {
        const quantity = parseDecimal(quantities[index] ?? "");
        return quantity.trim() === "" ? [] : [{ itemId: item.id, quantity }];
      }),
      reason,
      idempotencyKey,
    }),
    send: async (input) => {
      const done = await cancel.mutateAsync(input);
      await readAgain();
      showToast({
        code: "order.linesCancelled",
        text: done.status === "COMPLETED" ? `${done.orderNumber} is completed` : `${done.orderNumber}: lines given up`,
      });
      onClose();
    },
  });
  return (
    <Dialog title={`Cancel lines of ${order.orderNumber}`} size={620} onClose={onClose}>
      <form onSubmit={submit} noValidate aria-label="Cancel lines">
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          What is given up is neither reserved nor shipped any more, and the total follows. It can&apos;t be taken back.
        </p>
        <PlainTable
          label="Open lines"
          entity="order_item"
          rows={items.map((item, index) => ({ ...item, index }))}
          rowId={(item) => item.id}
          empty="Nothing of it is open."
          columns={[
            { header: "Product", cell: (item) => <span className="strong">{item.sku}</span> },
            { header: "Open", align: "end", cell: (item) => <Quantity value={item.open} unit={item.unitCode} /> },
            { header: "Reserved", align: "end", cell: (item) => <Quantity value={item.reserved} /> },
            {
              header: "Give up",
              align: "end",
              cell: (item) => (
                <DecimalField
                  size="xs"
                  w={96}
                  ml="auto"
                  aria-label={`Give up of ${item.sku}`}
                  {...form.getInputProps(`quantities.${item.index}`)}
                />
              ),
            },
          ]}
        />
        <Textarea
          label="Reason"
          required
          mt={12}
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps("reason")}
        />
        <FormButtons verb="Give them up" busy={busy} onCancel={onClose} disabled={items.length === 0} />
      </form>
    </Dialog>
  );
}

const zeroToEmpty = (quantity: string) => (/^[1-9]|^0\.\d*[1-9]/.test(quantity) ? quantity : "");
