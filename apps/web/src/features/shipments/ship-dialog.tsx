import { Select, TextInput } from "@mantine/core";
import type { QuotesOutput } from "@invista/contracts/carrier/rates";
import type { ShipmentView } from "@invista/contracts/shipment/read-shipment";
import { shipShipmentInput } from "@invista/contracts/shipment/shipment";
import { trpc } from "../../shared/api/trpc.ts";
import { useUndo } from "../../shared/api/use-undo.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { FormButtons } from "../../shared/form/form-buttons.tsx";
import { useCommandForm } from "../../shared/form/use-command-form.ts";
import { formatMoney } from "../../shared/format/numbers.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { carrierName } from "./carrier-name.ts";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";

type Quote = QuotesOutput["rows"][number];
const WHY = { NO_RATES: null, NOT_TO_COUNTRY: "no rate to this country", TOO_HEAVY: "too heavy for its rates" };

function quoteLabel(row: Quote): string {
  const price = row.price === null ? row.reason && WHY[row.reason] : formatMoney(row.price, row.currency);
  return price ? `${carrierName(row)} · ${price}` : carrierName(row);
}

interface Values {
  carrierId: string | null;
  trackingNumber: string;
}

/** The parcels leave: only now the stock goes out. */
export function ShipDialog({ view, onClose }: { view: ShipmentView; onClose: () => void }) {
  const readAgain = useReadShipmentsAgain();
  const ship = trpc.shipment.ship.useMutation();
  const undo = useUndo();
  const carriers = trpc.carrier.list.useQuery({});
  const quotes = trpc.carrier.quotes.useQuery({ shipmentId: view.shipment.id });
  // With prices the cheapest is first; until they are read, or where they can't be, the names alone.
  const choices = quotes.data
    ? quotes.data.rows.map((row) => ({ value: row.carrierId, label: quoteLabel(row) }))
    : (carriers.data?.rows ?? [])
        .filter((row) => row.active)
        .map((row) => ({ value: row.id, label: carrierName(row) }));
  const { id, version, shipmentNumber, picked, warehouseCode } = view.shipment;
  const { form, refusal, busy, submit } = useCommandForm<Values, typeof shipShipmentInput>({
    schema: shipShipmentInput,
    initial: { carrierId: null, trackingNumber: "" },
    fieldOfRule: { "record.duplicate": "trackingNumber" },
    freshKeyAfterRefusal: true,
    toInput: ({ carrierId, trackingNumber }, idempotencyKey) => ({
      id,
      version,
      carrierId,
      trackingNumber: trackingNumber.trim() || null,
      idempotencyKey,
    }),
    send: async (input) => {
      const done = await ship.mutateAsync(input);
      await readAgain();
      showToast({
        code: "shipment.shipped",
        text: `${shipmentNumber} has left`,
        undo: () => undo(done.operationId).then(readAgain),
      });
      onClose();
    },
  });
  return (
    <Dialog title={`Ship ${shipmentNumber}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FormAlert refusal={refusal} />
        <p style={{ margin: "0 0 12px", color: "var(--text-2)" }}>
          {picked} in {view.parcels.length === 1 ? "one parcel" : `${view.parcels.length} parcels`} leaves{" "}
          {warehouseCode}: the stock goes out and its cost is booked.
        </p>
        {choices.length > 0 ? (
          <Select
            label="Carrier"
            placeholder="None"
            clearable
            mb={12}
            data={choices}
            {...form.getInputProps("carrierId")}
          />
        ) : null}
        <TextInput
          label="Tracking number"
          description="Of the carrier, where there is one"
          data-autofocus
          autoComplete="off"
          maxLength={100}
          {...form.getInputProps("trackingNumber")}
        />
        <FormButtons verb="Ship" busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
