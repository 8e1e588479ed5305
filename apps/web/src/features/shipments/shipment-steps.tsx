import { Button } from "@mantine/core";
import type { ShipmentAction, ShipmentView } from "@invista/contracts/shipment/read-shipment";
import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { CloseDialog, type CloseKind } from "./close-dialog.tsx";
import { PackDialog } from "./pack-dialog.tsx";
import { useReadShipmentsAgain } from "../../shared/api/use-read-shipments-again.ts";
import { ShipDialog } from "./ship-dialog.tsx";

type Step = Exclude<ShipmentAction, "pick">;
const WORDS: Record<Step, string> = {
  pack: "Pack…",
  ship: "Ship…",
  unpack: "Unpack",
  deliver: "Delivered",
  refuse: "Refused…",
  lose: "Lost…",
  cancel: "Cancel…",
};
const MAIN: ReadonlySet<Step> = new Set(["pack", "ship", "deliver"]);
const isClose = (step: Step): step is CloseKind => step === "cancel" || step === "lose" || step === "refuse";

/** The next lawful steps of a shipment, as far as the person's role goes; the one that moves it on comes last and is filled. */
export function ShipmentSteps({ view }: { view: ShipmentView }) {
  const [asked, setAsked] = useState<Step | null>(null);
  const readAgain = useReadShipmentsAgain();
  const deliver = trpc.shipment.deliver.useMutation();
  const unpack = trpc.shipment.unpack.useMutation();
  const { id, version, shipmentNumber } = view.shipment;
  const steps = view.actions.filter((step): step is Step => step !== "pick");
  const close = () => setAsked(null);
  const step = async (send: typeof deliver, code: string, text: string) => {
    await send.mutateAsync({ id, version, idempotencyKey: newKey() });
    await readAgain();
    showToast({ code, text: `${shipmentNumber} ${text}` });
  };
  return (
    <>
      {steps
        .toSorted((a, b) => Number(MAIN.has(a)) - Number(MAIN.has(b)))
        .map((one) => (
          <Button key={one} {...(MAIN.has(one) ? { variant: "filled" } : {})} onClick={() => setAsked(one)}>
            {WORDS[one]}
          </Button>
        ))}
      {asked === "pack" ? <PackDialog view={view} onClose={close} /> : null}
      {asked === "ship" ? <ShipDialog view={view} onClose={close} /> : null}
      {asked !== null && isClose(asked) ? <CloseDialog kind={asked} view={view} onClose={close} /> : null}
      {asked === "unpack" ? (
        <ConfirmDialog
          title={`Unpack ${shipmentNumber}`}
          effect="Its parcels are opened: lines can be picked and put back again."
          confirm="Unpack"
          onConfirm={() => step(unpack, "shipment.unpacked", "is being picked again")}
          onClose={close}
        />
      ) : null}
      {asked === "deliver" ? (
        <ConfirmDialog
          title={`${shipmentNumber} was delivered`}
          effect="It counts as arrived from now on; that can't be taken back."
          confirm="Delivered"
          onConfirm={() => step(deliver, "shipment.delivered", "was delivered")}
          onClose={close}
        />
      ) : null}
    </>
  );
}
