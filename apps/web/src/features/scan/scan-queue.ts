import { addCountLineInput, enterCountInput } from "@invista/contracts/count/count";
import { receiveStockInput, type Scanned } from "@invista/contracts/scan/scan";
import { moveStockInput } from "@invista/contracts/stock/move-stock";
import { pickShipmentInput } from "@invista/contracts/shipment/shipment";
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { z } from "zod";

const command = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("receive"), input: receiveStockInput }),
  z.object({ kind: z.literal("move"), input: moveStockInput }),
  z.object({ kind: z.literal("pick"), input: pickShipmentInput }),
  z.object({ kind: z.literal("count"), input: enterCountInput }),
  z.object({ kind: z.literal("addToCount"), input: addCountLineInput }),
]);
export type ScanCommand = z.infer<typeof command>;

/** The same command under a key of its own: what was refused once is tried anew. */
export function withKey({ kind, input }: ScanCommand, idempotencyKey: string): ScanCommand {
  return command.parse({ kind, input: { ...input, idempotencyKey } });
}

/** A command that waits to be sent, or that the server refused and someone must decide upon. */
const entry = z.object({
  /** Its idempotency key: however often it is sent, it happens once. */
  key: z.string(),
  userId: z.string(),
  at: z.number(),
  text: z.string(),
  command,
  refusal: z.string().nullable(),
});
export type QueueEntry = z.infer<typeof entry>;

interface Schema extends DBSchema {
  entries: { key: string; value: unknown };
  known: { key: string; value: Scanned };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;
/** Kept in the browser until it was sent, also over a reload or a flat battery. */
function database(): Promise<IDBPDatabase<Schema>> {
  return (opened ??= openDB<Schema>("invista-scan", 1, {
    upgrade: (made) => {
      made.createObjectStore("entries");
      made.createObjectStore("known");
    },
  }));
}

/** What this person still has to send, the oldest first; what an older version left and this one can't read is passed over. */
export async function listQueue(userId: string): Promise<QueueEntry[]> {
  const values = await (await database()).getAll("entries");
  return values
    .flatMap((value) => entry.safeParse(value).data ?? [])
    .filter((one) => one.userId === userId)
    .toSorted((a, b) => a.at - b.at);
}

export async function putEntry(value: QueueEntry): Promise<void> {
  await (await database()).put("entries", value, value.key);
}

export async function removeEntry(key: string): Promise<void> {
  await (await database()).delete("entries", key);
}

/** What a code meant in a warehouse when it was last looked up, for when there is no connection. */
export async function rememberCode(warehouseId: string, code: string, found: Scanned): Promise<void> {
  await (await database()).put("known", found, `${warehouseId}\u0001${code}`);
}

export async function recallCode(warehouseId: string, code: string): Promise<Scanned | undefined> {
  return (await database()).get("known", `${warehouseId}\u0001${code}`);
}
