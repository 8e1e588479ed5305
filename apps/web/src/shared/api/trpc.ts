import type { AppRouter } from "@invista/api/root";
import { httpBatchLink, httpSubscriptionLink, retryLink, splitLink } from "@trpc/client";
import { createTRPCReact, type CreateTRPCReact } from "@trpc/react-query";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { EventSource } from "eventsource";
import { deviceId } from "./device.ts";
import { refusalOf } from "./refusal.ts";
import { hearServerTime } from "./server-clock.ts";
import { stepUpLink } from "./step-up-link.ts";

export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();
export type Inputs = inferRouterInputs<AppRouter>;
export type Outputs = inferRouterOutputs<AppRouter>;

const MAX_BATCH = 10;
const MAX_ATTEMPTS = 5;

/**
 * The API client. A busy server is asked again, up to five times with growing random pauses; the input, and so the
 * idempotency key, stays the same, which makes repeating a command safe.
 */
export function makeApiClient(
  accessToken: () => Promise<string | null>,
  askForCode: (then: (confirmed: boolean) => void) => void,
) {
  const headers = async (): Promise<Record<string, string>> => {
    const token = await accessToken();
    return { "x-device-id": deviceId(), ...(token ? { authorization: `Bearer ${token}` } : {}) };
  };
  return trpc.createClient({
    links: [
      stepUpLink(askForCode),
      retryLink({
        retry: ({ op, error, attempts }) => {
          if (op.type === "subscription" || attempts >= MAX_ATTEMPTS) return false;
          const refusal = refusalOf(error);
          return refusal?.code === "UNAVAILABLE" || (refusal?.kind === "offline" && attempts < 2);
        },
        retryDelayMs: (attempt) => Math.min(250 * 2 ** attempt, 4_000) * (0.5 + Math.random() / 2),
      }),
      splitLink({
        condition: (op) => op.type === "subscription",
        true: httpSubscriptionLink({
          url: "/trpc",
          EventSource,
          // Asked for at every connect, so that a reconnect carries a fresh token.
          eventSourceOptions: () => ({
            fetch: async (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...(await headers()) } }),
          }),
        }),
        false: httpBatchLink({
          url: "/trpc",
          maxItems: MAX_BATCH,
          headers,
          fetch: async (input, init) => {
            const { signal, ...rest } = init ?? {};
            const answer = await fetch(input, { ...rest, signal: signal ?? null });
            hearServerTime(answer.headers.get("x-server-time"));
            return answer;
          },
        }),
      }),
    ],
  });
}
