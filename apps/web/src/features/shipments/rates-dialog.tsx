import { ActionIcon, Button, TextInput } from "@mantine/core";
import type { CarrierView } from "@invista/contracts/carrier/carrier";
import { setRatesInput, type ListRatesOutput } from "@invista/contracts/carrier/rates";
import { IconPlus, IconX } from "@tabler/icons-react";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { homeCurrency } from "../../shared/format/display.ts";
import { parseDecimal } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { carrierName } from "./carrier-name.ts";

/** What a service asks, by weight and country. */
export function RatesDialog({ carrier, onClose }: { carrier: CarrierView; onClose: () => void }) {
  const query = trpc.carrier.rates.useQuery({ id: carrier.id }, { gcTime: 0 });
  return (
    <Dialog title={`Rates of ${carrierName(carrier)}`} onClose={onClose} size={620}>
      <QueryArea query={query} loading={<Skeleton height={160} />}>
        {(found) => <RatesForm carrier={carrier} found={found} onClose={onClose} />}
      </QueryArea>
    </Dialog>
  );
}

function RatesForm({ carrier, found, onClose }: { carrier: CarrierView; found: ListRatesOutput; onClose: () => void }) {
  const utils = trpc.useUtils();
  const save = trpc.carrier.setRates.useMutation();
  const { form, refusal, busy, submit } = useCommandForm({
    schema: setRatesInput,
    initial: { rates: found.rates.map((rate) => ({ ...rate, country: rate.country ?? "" })) },
    freshKeyAfterRefusal: true,
    toInput: (values, idempotencyKey) => ({
      id: carrier.id,
      version: found.version,
      rates: values.rates.map((rate) => ({
        country: rate.country.trim().toUpperCase() || null,
        maxWeight: parseDecimal(rate.maxWeight),
        price: parseDecimal(rate.price),
        currency: rate.currency.trim().toUpperCase(),
      })),
      idempotencyKey,
    }),
    send: async (input) => {
      await save.mutateAsync(input);
      await utils.carrier.invalidate();
      showToast({ code: "carrier.ratesSaved", text: `The rates of ${carrierName(carrier)} were saved` });
      onClose();
    },
  });
  const { rates } = form.getValues();
  const add = () =>
    form.insertListItem("rates", {
      country: "",
      maxWeight: "",
      price: "",
      currency: rates.at(-1)?.currency ?? homeCurrency(),
    });
  const at = (index: number, field: string) => form.getInputProps(`rates.${index}.${field}`);
  return (
    <form onSubmit={submit} noValidate aria-label="Rates">
      <FormAlert refusal={refusal} />
      <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
        What a shipment costs up to a weight. Without a country a rate holds for all that have none of their own.
      </p>
      <PlainTable
        label="Rates"
        entity="carrier_rate"
        rows={rates.map((rate, index) => ({ ...rate, index }))}
        rowId={(rate) => String(rate.index)}
        empty="No rates yet: the service is offered without a price."
        columns={[
          {
            header: "Country",
            cell: ({ index }) => (
              <TextInput
                size="xs"
                maxLength={2}
                placeholder="Any"
                aria-label={`Country of rate ${index + 1}`}
                {...at(index, "country")}
              />
            ),
          },
          {
            header: "Up to kg",
            align: "end",
            cell: ({ index }) => (
              <DecimalField size="xs" aria-label={`Weight of rate ${index + 1}`} {...at(index, "maxWeight")} />
            ),
          },
          {
            header: "Price",
            align: "end",
            cell: ({ index }) => (
              <DecimalField size="xs" aria-label={`Price of rate ${index + 1}`} {...at(index, "price")} />
            ),
          },
          {
            header: "Currency",
            cell: ({ index }) => (
              <TextInput
                size="xs"
                maxLength={3}
                aria-label={`Currency of rate ${index + 1}`}
                {...at(index, "currency")}
              />
            ),
          },
          {
            header: "Remove",
            align: "end",
            cell: ({ index }) => (
              <ActionIcon
                size={26}
                aria-label={`Remove rate ${index + 1}`}
                onClick={() => form.removeListItem("rates", index)}
              >
                <IconX size={15} stroke={1.6} />
              </ActionIcon>
            ),
          },
        ]}
      />
      <Button size="xs" mt={10} leftSection={<IconPlus size={14} stroke={1.8} />} onClick={add}>
        Add a rate
      </Button>
      <FormButtons verb="Save" busy={busy} onCancel={onClose} />
    </form>
  );
}
