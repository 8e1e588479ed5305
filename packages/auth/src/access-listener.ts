import pg from "pg";

const HEARTBEAT_MS = 2_000;
const SILENCE_MS = 3_000;
const RECONNECT_MS = [200, 500, 1_000, 2_000];

export interface AccessListener {
  /** The last moment up to which every change was heard, and since when; 0 while nothing is heard. */
  heard(): { readonly since: number; readonly until: number };
  close(): Promise<void>;
}

/**
 * Hears of changed rights through LISTEN invista_access. It vouches for what was read while it listens only where the
 * database tells of ended sessions too; a hosted project may not let us put those triggers there.
 */
export function listenForAccessChanges(
  url: string,
  onChange: (id: string) => void,
  log: (error: unknown) => void,
): AccessListener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let attempt = 0;
  let since = 0;
  let until = 0;

  const schedule = (run: () => Promise<void>, ms: number) => {
    if (closed) return;
    timer = setTimeout(() => void run(), ms);
  };

  const drop = (error: unknown) => {
    if (closed || !client) return;
    log(error);
    const broken = client;
    client = undefined;
    clearTimeout(timer);
    void endQuietly(broken);
    schedule(connect, RECONNECT_MS[Math.min(attempt++, RECONNECT_MS.length - 1)] ?? 2_000);
  };

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 2_000,
      query_timeout: SILENCE_MS,
      keepAlive: true,
      application_name: "invista-access",
    });
    client = fresh;
    const lost = (error: unknown) => {
      if (client === fresh) drop(error);
    };
    fresh.on("error", lost);
    fresh.on("end", () => lost(new Error("the access listener's connection ended")));
    fresh.on("notification", ({ payload }) => {
      if (client === fresh && payload) onChange(payload);
    });
    try {
      await fresh.connect();
      await fresh.query("listen invista_access");
      const started = performance.now();
      const { rows } = await fresh.query<{ vouches: boolean }>(
        "select exists (select from pg_trigger where tgname = 'invista_session_ended' and tgrelid = to_regclass('auth.sessions')) as vouches",
      );
      if (client !== fresh || closed) return;
      attempt = 0;
      if (!rows[0]?.vouches) {
        since = until = 0;
        return;
      }
      since = started;
      until = started;
      schedule(() => beat(fresh), HEARTBEAT_MS);
    } catch (error) {
      lost(error);
    }
  };

  const beat = async (current: pg.Client): Promise<void> => {
    // What was sent before this moment has arrived when the answer has.
    const asked = performance.now();
    try {
      await current.query("select 1");
      if (client !== current) return;
      until = asked;
      schedule(() => beat(current), HEARTBEAT_MS);
    } catch (error) {
      if (client === current) drop(error);
    }
  };

  void connect();
  return {
    heard: () => ({ since, until }),
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

/** A broken connection may refuse to end; there is nothing left to lose. */
async function endQuietly(client: pg.Client): Promise<void> {
  try {
    await client.end();
  } catch {
    return;
  }
}
