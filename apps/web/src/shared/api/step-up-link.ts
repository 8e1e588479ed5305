import type { AppRouter } from "@invista/api/root";
import type { TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import { refusalOf } from "./refusal.ts";

const ASKS_FOR_CODE: ReadonlySet<string> = new Set(["auth.mfaRequired", "auth.stepUpRequired"]);

/**
 * Where the server wants the second factor, asks the person once and repeats the call as it was; a call that is not
 * confirmed fails as it failed. The idempotency key stays, so repeating changes nothing twice.
 */
export function stepUpLink(ask: (then: (confirmed: boolean) => void) => void): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let current: Unsubscribable | null = null;
        let asked = false;
        const attempt = () => {
          current = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => {
              if (asked || op.type === "subscription" || !ASKS_FOR_CODE.has(refusalOf(error)?.rule ?? "")) {
                observer.error(error);
                return;
              }
              asked = true;
              ask((confirmed) => (confirmed ? attempt() : observer.error(error)));
            },
          });
        };
        attempt();
        return () => current?.unsubscribe();
      });
}
