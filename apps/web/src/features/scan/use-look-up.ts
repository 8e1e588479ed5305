import type { Scanned } from "@invista/contracts/scan/scan";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { recallCode, rememberCode } from "./scan-queue.ts";

/** Asks what a code means in a warehouse; without a connection, what it meant when it was last asked here. Null: not known on this device. */
export function useLookUp(warehouseId: string) {
  const { client } = trpc.useUtils();
  return async (code: string, lot: string | null): Promise<Scanned | null> => {
    try {
      const found = await client.scan.resolve.query({ code, warehouseId, ...(lot === null ? {} : { lot }) });
      if (found.kind === "PRODUCT" || found.kind === "BIN") await rememberCode(warehouseId, code, found);
      return found;
    } catch (error) {
      if (refusalOf(error)?.kind !== "offline") throw error;
      return (await recallCode(warehouseId, code)) ?? null;
    }
  };
}
