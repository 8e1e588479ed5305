import type { SupabasePrismaClient } from "@invista/db";
import { recordDenials, type DeniedCall } from "@invista/domain/system";

const CAPACITY = 1_000;
const PAUSE_MS = 250;

export interface DenialBuffer {
  add(denial: DeniedCall): void;
  flush(): Promise<void>;
}

/** Collects refused calls and writes them soon after: bounded, so that a flood of refusals costs memory and database little. */
export function makeDenialBuffer(supabase: SupabasePrismaClient, report: (message: string) => void): DenialBuffer {
  let waiting: DeniedCall[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (dropped > 0) report(`${dropped} denials were not audited: the buffer was full`);
    dropped = 0;
    if (batch.length === 0) return;
    await recordDenials(supabase, batch).catch(() =>
      report(`${batch.length} denials were not audited: the identity database could not be reached`),
    );
  };
  return {
    add: (denial) => {
      if (waiting.length >= CAPACITY) dropped += 1;
      else waiting.push(denial);
      timer ??= setTimeout(() => void flush(), PAUSE_MS);
    },
    flush,
  };
}
