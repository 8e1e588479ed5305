import { Select, TextInput } from "@mantine/core";
import { customerStatus, type CustomerRow } from "@invista/contracts/customer/customer";
import { STANDARD_LIST } from "@invista/contracts/product/price-lists";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { useCan } from "../../shared/session/session.tsx";
import { BulkStep } from "../../shared/table/bulk-step.tsx";
import { ExportChosen } from "../../shared/ui/export-button.tsx";
import { PriceListSelect } from "../../shared/ui/price-list-select.tsx";
import { CUSTOMER_WORDS } from "../../shared/ui/state-words.ts";

const STATES = customerStatus.options.map((value) => ({ value, label: CUSTOMER_WORDS[value].word }));

/** What can be done with the chosen customers. */
export function CustomerBulk({ rows, onDone }: { rows: readonly CustomerRow[]; onDone: () => void }) {
  const utils = trpc.useUtils();
  const change = trpc.customer.changeTerms.useMutation();
  const [status, setStatus] = useState<CustomerRow["status"]>("INACTIVE");
  const [days, setDays] = useState("30");
  const [list, setList] = useState<string>(STANDARD_LIST);
  const mayPrice = useCan("price:read");
  const shared = {
    rows,
    rowId: (row: CustomerRow) => row.id,
    rowLabel: (row: CustomerRow) => row.name,
    noun: "customer",
    done: "changed",
    permission: "customer:update",
    readAgain: () => Promise.all([utils.customer.invalidate(), utils.order.invalidate()]),
    onDone,
  } as const;
  const areDays = /^\d{1,3}$/.test(days.trim()) && Number(days) <= 365;
  return (
    <>
      <BulkStep
        {...shared}
        verb="Change state"
        ask={(customers) => `Change the state of ${customers}?`}
        may={() => true}
        effect="Orders are placed for active customers only. Those that stand are not touched."
        fields={
          <Select
            label="State"
            allowDeselect={false}
            data={STATES}
            value={status}
            onChange={(value) => setStatus(customerStatus.catch(status).parse(value))}
          />
        }
        send={({ id, version }, idempotencyKey) => change.mutateAsync({ id, version, status, idempotencyKey })}
      />
      <BulkStep
        {...shared}
        verb="Change payment term"
        ask={(customers) => `Change the payment term of ${customers}?`}
        may={() => true}
        effect="Holds for what is invoiced from now on."
        fields={
          <TextInput
            label="Pays in days"
            inputMode="numeric"
            error={areDays ? null : "A whole number from 0 to 365"}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        }
        isReady={areDays}
        send={({ id, version }, idempotencyKey) =>
          change.mutateAsync({ id, version, paymentTermDays: Number(days), idempotencyKey })
        }
      />
      {mayPrice ? (
        <BulkStep
          {...shared}
          verb="Change price list"
          ask={(customers) => `Change the price list of ${customers}?`}
          may={() => true}
          effect="Orders placed from now on get the prices of this list. Orders that stand keep theirs."
          fields={<PriceListSelect label="Price list" value={list} onChange={(value) => setList(value ?? list)} />}
          send={({ id, version }, idempotencyKey) =>
            change.mutateAsync({ id, version, priceListCode: list, idempotencyKey })
          }
        />
      ) : null}
      <ExportChosen list="customers" ids={rows.map((row) => row.id)} permission="customer:export" />
    </>
  );
}
