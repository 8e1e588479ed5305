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

/** The same command under a key of its own. */
function withKey({ kind, input }: ScanCommand, idempotencyKey: string): ScanCommand {
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
  /** How often it was sent and nobody could say what became of it. */
  attempts: z.int().default(0),
});
export type QueueEntry = z.infer<typeof entry>;

/** Answers that say for certain that a command did nothing. After any other it may have happened: it is sent again under its own key. */
const CERTAIN = new Set(["INVALID", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "STALE", "RULE_BROKEN"]);
const MAX_ATTEMPTS = 3;

/**
 * What becomes of an entry that was not taken: refused for certain; asked again later (no connection, no session any more, too many at once, a server
 * that is busy); or set aside, where the server failed three times, so that the rest can go on.
 */
export function afterFailure(
  entry: QueueEntry,
  failure: { readonly kind: string; readonly code: string; readonly message: string } | null,
): { readonly entry: QueueEntry; readonly goOn: boolean } {
  if (failure !== null && CERTAIN.has(failure.code))
    return { entry: { ...entry, refusal: failure.message }, goOn: true };
  const isAway =
    failure !== null &&
    (failure.kind === "offline" || ["UNAVAILABLE", "LIMITED", "UNAUTHENTICATED"].includes(failure.code));
  if (isAway) return { entry, goOn: false };
  const attempts = entry.attempts + 1;
  if (attempts < MAX_ATTEMPTS) return { entry: { ...entry, attempts }, goOn: false };
  const refusal = "The server failed and could not say whether this was done. Trying again does it once at most.";
  return { entry: { ...entry, attempts, refusal }, goOn: true };
}

/** The entry to send when somebody tries a refused one again: a refusal is the stored answer of its key, so it gets a new one; what may have happened keeps its own. */
export function triedAgain(entry: QueueEntry, newKey: string): QueueEntry {
  if (entry.attempts > 0) return { ...entry, refusal: null, attempts: 0 };
  return { ...entry, key: newKey, command: withKey(entry.command, newKey), refusal: null };
}

interface Schema extends DBSchema {
  entries: { key: string; value: unknown };
  known: { key: string; value: Scanned };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;
/** Kept in the browser until it was sent, also over a reload or a flat battery. */
function database(): Promise<IDBPDatabase<Schema>> {
  return (opened ??= openDB<Schema>("invista-scan", 2, {
    upgrade: (made, from) => {
      if (from < 1) made.createObjectStore("entries");
      // What a code means had another form in version 1.
      if (from === 1) made.deleteObjectStore("known");
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
