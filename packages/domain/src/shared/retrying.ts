import { setTimeout as sleep } from "node:timers/promises";
import { isRetryable } from "./database-errors.ts";

const MAX_TRIES = 4;

/** Runs a whole transaction, again up to three times after a deadlock or lock time-out; other errors are thrown as `explain` says. */
export async function retrying<Result>(
  run: () => Promise<Result>,
  explain: (error: unknown) => unknown,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= MAX_TRIES || !isRetryable(error)) throw explain(error);
      await sleep(10 + Math.random() * 70);
    }
  }
}
