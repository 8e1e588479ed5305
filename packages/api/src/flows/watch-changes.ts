import { refuse } from "@invista/contracts/errors";
import type { WatchEvent } from "@invista/contracts/notification/notification";
import type { Permission } from "@invista/contracts/permissions";
import { tracked } from "@trpc/server";
import type { Context } from "../kit/context.ts";
import { toTrpcError } from "../kit/errors.ts";

/** Rights that end close the stream within 5 seconds: what is heard of a change takes milliseconds, the next look this long. */
const LOOK_MS = 3_000;

/**
 * Streams which kinds of data changed for this user; a screen that hears its topic reads again. It ends with a refusal
 * when the session, the account or the permission does, which an open stream would outlive.
 */
export async function* watchChanges(
  { host, authorization }: Pick<Context, "host" | "authorization">,
  userId: string,
  permission: Permission,
  signal: AbortSignal = new AbortController().signal,
) {
  const over = new AbortController();
  const look = async () => {
    // Not a use of the session: an open tab alone must not keep it from going idle.
    const actor = await host.authenticate(authorization, { fresh: false, intent: "read", unattended: true });
    if (!actor.permissions.has(permission)) throw refuse("FORBIDDEN", "permission.missing", { permission });
  };
  const looking = setInterval(() => void look().catch((error: unknown) => over.abort(error)), LOOK_MS);
  let id = 0;
  try {
    for await (const topics of host.watch(userId, AbortSignal.any([signal, over.signal]))) {
      const event: WatchEvent = { topics: [...topics] };
      yield tracked(String(++id), event);
    }
    if (over.signal.aborted) throw toTrpcError(over.signal.reason);
  } finally {
    clearInterval(looking);
  }
}
