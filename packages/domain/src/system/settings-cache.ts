import { isSettingKey, valueOr, type SettingKey, type Settings } from "@invista/contracts/config/registry";
import type { SupabasePrismaClient } from "@invista/db";
import { listen } from "@invista/db/listen";

const CHANNEL = "invista_config";
/** A notification can be lost with its connection; what was missed is read at the latest now. */
const SAFETY_MS = 15_000;

export interface SettingsCache extends Settings {
  /** Called after the settings were read again. */
  onChange(callback: () => void): void;
  close(): Promise<void>;
}

/** Keeps all settings in memory and reads them again at every change in any process; what was read last holds while the database is away. */
export async function openSettings(
  supabase: SupabasePrismaClient,
  listenUrl: string,
  report: (error: unknown) => void,
): Promise<SettingsCache> {
  let stored = new Map<SettingKey, unknown>();
  let reading: Promise<void> | null = null;
  let again = false;
  const listeners: (() => void)[] = [];
  const readOnce = async () => {
    const rows = await supabase.systemConfiguration.findMany({ select: { key: true, value: true } });
    stored = new Map(rows.flatMap(({ key, value }) => (isSettingKey(key) ? [[key, value] as const] : [])));
    for (const listener of listeners) listener();
  };
  const read = () => {
    // A change that arrives while reading may not be in what is being read.
    again = reading !== null;
    reading ??= readOnce()
      .catch(report)
      .finally(() => {
        reading = null;
        if (again) void read();
      });
    return reading;
  };
  await read();
  const listener = listen(
    listenUrl,
    [CHANNEL],
    () => void read(),
    () => void read(),
  );
  const safety = setInterval(() => void read(), SAFETY_MS);
  safety.unref();
  return {
    get: (key) => valueOr(key, stored.get(key)),
    onChange: (callback) => void listeners.push(callback),
    close: async () => {
      clearInterval(safety);
      await listener.close();
      await reading;
    },
  };
}
