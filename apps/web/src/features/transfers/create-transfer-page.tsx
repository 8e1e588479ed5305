import { ActionIcon, Select, Textarea, TextInput } from "@mantine/core";
import { createTransferInput } from "@invista/contracts/transfer/transfer";
import { IconX } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import form_ from "../../shared/form/form.module.css";
import { PackField } from "../../shared/form/pack-field.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { ProductPicker } from "../../shared/ui/product-picker.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { lineOf, transferInput, type TransferValues } from "./transfer-values.ts";

/** Drafts a transfer; nothing is reserved before it is approved. */
export function CreateTransferPage({
  start,
  onDone,
  onCancel,
}: {
  /** What is filled in already. */
  start?: Partial<TransferValues>;
  onDone: (id: string) => void;
  onCancel: () => void;
}) {
  const utils = trpc.useUtils();
  const { rows } = useWarehouses();
  const create = trpc.transfer.create.useMutation();
  const { form, refusal, busy, submit } = useCommandForm<TransferValues, typeof createTransferInput>({
    schema: createTransferInput,
    initial: { fromWarehouseId: null, toWarehouseId: null, expectedDay: "", note: "", lines: [], ...start },
    toInput: transferInput,
    fieldOfRule: { "transfer.sameWarehouse": "toWarehouseId" },
    send: async (input) => {
      const made = await create.mutateAsync(input);
      await utils.transfer.invalidate();
      showToast({ code: "transfer.created", text: `${made.transferNumber} was drafted` });
      onDone(made.id);
    },
  });
  const { lines } = form.getValues();
  const warehouses = rows.map((one) => ({ value: one.id, label: `${one.code}  ${one.name}` }));
  return (
    <PlainPage title="New transfer">
      <Panel>
        <form onSubmit={submit} noValidate style={{ paddingTop: 14 }} aria-label="New transfer">
          <FormAlert refusal={refusal} />
          <div className={form_.grid}>
            <Select
              label="From"
              data={warehouses}
              placeholder="Where it is"
              allowDeselect={false}
              required
              data-autofocus
              {...form.getInputProps("fromWarehouseId")}
            />
            <Select
              label="To"
              data={warehouses}
              placeholder="Where it goes"
              allowDeselect={false}
              required
              {...form.getInputProps("toWarehouseId")}
            />
            <TextInput type="date" label="Expected there" {...form.getInputProps("expectedDay")} />
            <Textarea label="Note" autosize minRows={1} maxRows={4} maxLength={2000} {...form.getInputProps("note")} />
            <div className={form_.wide}>
              <PlainTable
                label="Lines of the transfer"
                entity="transfer_line"
                rows={lines.map((line, index) => ({ ...line, index }))}
                rowId={(line) => line.productId}
                empty="Pick what is to be sent."
                columns={[
                  {
                    header: "Product",
                    cell: (line) => (
                      <>
                        <span className="strong">{line.sku}</span> <span className="dim">{line.name}</span>
                      </>
                    ),
                  },
                  {
                    header: "Quantity",
                    align: "end",
                    cell: (line) => (
                      <PackField
                        isRow
                        productId={line.productId}
                        size="xs"
                        aria-label={`Quantity of ${line.sku}`}
                        unit={line.unitCode}
                        {...form.getInputProps(`lines.${line.index}.quantity`)}
                      />
                    ),
                  },
                  {
                    header: "Remove",
                    align: "end",
                    cell: (line) => (
                      <ActionIcon
                        aria-label={`Remove ${line.sku}`}
                        size={26}
                        onClick={() => form.removeListItem("lines", line.index)}
                      >
                        <IconX size={15} stroke={1.8} />
                      </ActionIcon>
                    ),
                  },
                ]}
              />
              <ProductPicker
                key={lines.length}
                label="Add a product"
                picked={null}
                error={typeof form.errors.lines === "string" ? form.errors.lines : null}
                onPick={(product) => {
                  if (product && !lines.some((line) => line.productId === product.id))
                    form.insertListItem("lines", lineOf(product));
                }}
              />
            </div>
          </div>
          <FormButtons verb="Draft transfer" busy={busy} onCancel={onCancel} />
        </form>
      </Panel>
    </PlainPage>
  );
}
