import type { WatchEvent } from "@invista/contracts/notification/notification";
import { tracked } from "@trpc/server";
import type { ApiHost } from "../kit/context.ts";

/** Streams which kinds of data changed for this user; a screen that hears its topic reads again. */
export async function* watchChanges(host: ApiHost, userId: string, signal: AbortSignal | undefined) {
  let id = 0;
  for await (const topics of host.watch(userId, signal ?? new AbortController().signal)) {
    const event: WatchEvent = { topics: [...topics] };
    yield tracked(String(++id), event);
  }
}
