import { parseScan, type Scan } from "@invista/contracts/scan/parse-scan";
import type { Scanned } from "@invista/contracts/scan/scan";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { recallCode, rememberCode } from "./scan-queue.ts";
import { asFound, matchSheet, type Found, type SheetPlace } from "./sheet-match.ts";

/** What is said of a code that only the server could tell. */
export const unknownHere = (code: string) =>
  `${code} is not known on this device. Scan it again when there is a connection.`;

/** Asks what a code means in a warehouse; without a connection, what it meant when it was last asked here. Null: not known on this device. */
export function useLookUp(warehouseId: string) {
  const { client } = trpc.useUtils();
  return async (code: string, lot: string | null): Promise<Scanned | null> => {
    try {
      const found = await client.scan.resolve.query({ code, warehouseId, ...(lot === null ? {} : { lot }) });
      if (found.kind !== "UNKNOWN") await rememberCode(warehouseId, code, found);
      return found;
    } catch (error) {
      if (refusalOf(error)?.kind !== "offline") throw error;
      return (await recallCode(warehouseId, code)) ?? null;
    }
  };
}

/** What a scan means to someone who works through a sheet: the sheet itself is asked first, then the server; or a word of what is wrong with it. */
export function useSheetReader(warehouseId: string) {
  const lookUp = useLookUp(warehouseId);
  return async (text: string, lines: readonly SheetPlace[]): Promise<{ scan: Scan; found: Found } | string> => {
    const scan = parseScan(text, new Date());
    if (scan.problem !== null) return scan.problem;
    const onSheet = matchSheet(lines, scan.code);
    if (onSheet) return { scan, found: onSheet };
    const scanned = await lookUp(scan.code, scan.lot);
    return scanned ? asFound(scan, scanned) : unknownHere(scan.code);
  };
}
