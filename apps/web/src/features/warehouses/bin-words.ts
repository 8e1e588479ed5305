import type { Outputs } from "../../shared/api/trpc.ts";

export type Bin = Outputs["location"]["list"]["rows"][number];

export const BIN_WORDS: Record<Bin["type"], string> = {
  PICK: "Picking",
  BULK: "Bulk",
  RECEIVING: "Receiving",
  QUARANTINE: "Quarantine",
  TRANSIT: "In transit",
  SHIPPING: "Shipping",
};
