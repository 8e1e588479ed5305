import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { createOrderInput, type CreateOrderInput, type OrderRef } from "@invista/contracts/order/order";
import { useHotkeys } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { RefusalView } from "../../shared/api/refusal.ts";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatDecimal, formatMoney } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";
import { Can } from "../../shared/session/session.tsx";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { CustomerPicker, type PickedCustomer } from "../../shared/ui/customer-picker.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { useWarehouses } from "../../shared/ui/use-warehouses.ts";
import { focusField, PICKER_PATH } from "./focus-field.ts";
import { lineErrors } from "./line-errors.ts";
import { OrderFormLines } from "./order-form-lines.tsx";
import styles from "./order-form.module.css";
import { currencyOf, orderInput, orderTotal, type OrderValues } from "./order-values.ts";
import { StepRefusal } from "./step-refusal.tsx";

interface Props {
  readonly label: string;
  readonly initial: OrderValues;
  readonly save: (input: CreateOrderInput) => Promise<OrderRef>;
  readonly onDone: (saved: OrderRef, placed: boolean) => void;
  readonly onCancel: () => void;
  /** Someone else saved first; answered by the page around it. */
  readonly onStale?: () => void;
}

/** An order as it is typed: who, what, when and from where; placed at once or kept as a draft. */
export function OrderForm({ label, initial, save, onDone, onCancel, onStale }: Props) {
  const { rows: warehouses } = useWarehouses();
  const [refused, setRefused] = useState<RefusalView | null>(null);
  const [leaving, setLeaving] = useState(false);
  const { form, refusal, busy, submit } = useCommandForm<OrderValues, typeof createOrderInput>({
    schema: createOrderInput,
    initial,
    toInput: orderInput,
    send: async (input) => {
      setRefused(null);
      onDone(await save(input), input.place);
    },
    onRefusal: (found) => {
      if (found.code === "STALE" && onStale) {
        onStale();
        return true;
      }
      const errors = lineErrors(found, form.getValues().lines);
      form.setErrors(errors);
      setRefused(found);
      return true;
    },
  });
  const startAt = initial.customer ? PICKER_PATH : "customerId";
  useEffect(() => focusField(startAt), [startAt]);
  const values = form.getValues();
  const currency = currencyOf(values);
  const choose = (customer: PickedCustomer | null) => {
    const changes = customer !== null && customer.currency !== currency;
    // A list price is of one currency; the customer's own list fills it in again when the order is saved.
    if (changes)
      form.setFieldValue(
        "lines",
        values.lines.map((line) => ({
          ...line,
          listPrice: null,
          unitPrice: line.unitPrice === line.listPrice ? "" : line.unitPrice,
        })),
      );
    form.setFieldValue("customer", customer);
    form.clearFieldError("customerId");
    if (customer) focusField(PICKER_PATH);
  };
  const send = (place: boolean) => {
    form.setFieldValue("place", place);
    submit();
  };
  const places = warehouses.filter((one) => one.status === "ACTIVE").map((one) => ({ value: one.id, label: one.name }));
  const isEmpty = values.lines.length === 0;
  useHotkeys([["mod+Enter", () => (busy || isEmpty ? undefined : send(true))]], []);
  return (
    <form className={styles.form} aria-label={label} noValidate onSubmit={(event) => event.preventDefault()}>
      <StepRefusal refusal={refused ?? refusal} />
      <Panel>
        <div className={styles.head}>
          <CustomerPicker
            picked={values.customer}
            onPick={choose}
            required
            error={form.errors.customerId ? "Choose a customer" : null}
          />
          <TextInput type="date" label="Requested for" {...form.getInputProps("requestedDay")} />
          <Select
            label="From warehouse"
            placeholder="Chosen by stock"
            clearable
            data={places}
            {...form.getInputProps("warehouseId")}
          />
          <TextInput
            label="Their reference"
            maxLength={120}
            autoComplete="off"
            {...form.getInputProps("customerReference")}
          />
          <Textarea
            className={styles.note ?? ""}
            label="Note"
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2000}
            {...form.getInputProps("note")}
          />
        </div>
      </Panel>
      <Panel
        title="Lines"
        hint={<span className={styles.keys}>Enter adds the next, Ctrl Enter places the order</span>}
        flush
      >
        <OrderFormLines form={form} />
      </Panel>
      <div className={styles.foot}>
        <span className={`${styles.sum} num`} aria-live="polite">
          <strong>{formatMoney(orderTotal(values), currency)}</strong>{" "}
          <span className="dim">{plural(values.lines.length, "line")}</span>
        </span>
        <Button onClick={() => (form.isDirty() ? setLeaving(true) : onCancel())}>Cancel</Button>
        <Button onClick={() => send(false)} disabled={busy}>
          Save draft
        </Button>
        <Can permission="order:create">
          <Button variant="filled" onClick={() => send(true)} loading={busy} disabled={isEmpty}>
            Place order
          </Button>
        </Can>
      </div>
      {leaving ? (
        <ConfirmDialog
          title="Leave without saving?"
          effect={`What you typed (${plural(values.lines.length, "line")}, ${formatDecimal(orderTotal(values))} ${currency}) is not saved.`}
          confirm="Leave"
          danger
          onConfirm={async () => onCancel()}
          onClose={() => setLeaving(false)}
        />
      ) : null}
    </form>
  );
}
