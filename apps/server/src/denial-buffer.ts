import type { SupabasePrismaClient } from "@invista/db";
import { recordDenials, type DeniedCall } from "@invista/domain/system";

const CAPACITY = 1_000;
const PAUSE_MS = 250;
const WINDOW_MS = 60_000;
const PER_ADDRESS = 60;
const MOST_ADDRESSES = 5_000;

export interface DenialBuffer {
  add(denial: DeniedCall): void;
  flush(): Promise<void>;
}

/**
 * Collects refused calls and writes them soon after. An address has sixty entries a minute; what goes beyond is counted
 * and written as one when the minute is over, so that a flood costs memory and database little and still shows.
 */
export function makeDenialBuffer(supabase: SupabasePrismaClient, report: (message: string) => void): DenialBuffer {
  let waiting: DeniedCall[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  const addresses = new Map<string, { since: number; count: number; last: DeniedCall }>();

  const closeWindows = (all: boolean) => {
    const now = performance.now();
    for (const [address, { since, count, last }] of addresses) {
      if (!all && now - since < WINDOW_MS) break;
      addresses.delete(address);
      if (count > PER_ADDRESS) waiting.push({ ...last, userId: null, more: count - PER_ADDRESS });
    }
  };
  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (dropped > 0) report(`${dropped} denials were not audited: the buffer was full`);
    dropped = 0;
    if (batch.length > 0)
      await recordDenials(supabase, batch).catch(() =>
        report(`${batch.length} denials were not audited: the identity database could not be reached`),
      );
    if (addresses.size > 0 && !timer) timer = setTimeout(() => void close(), WINDOW_MS).unref();
  };
  const close = () => {
    closeWindows(false);
    return write();
  };
  return {
    add: (denial) => {
      closeWindows(false);
      const address = denial.ip ?? "";
      const seen = addresses.get(address) ?? { since: performance.now(), count: 0, last: denial };
      addresses.set(address, { ...seen, count: seen.count + 1, last: denial });
      if (seen.count >= PER_ADDRESS) return;
      if (waiting.length >= CAPACITY || addresses.size > MOST_ADDRESSES) dropped += 1;
      else waiting.push(denial);
      clearTimeout(timer);
      timer = setTimeout(() => void close(), PAUSE_MS);
    },
    flush: () => {
      closeWindows(true);
      return write();
    },
  };
}
