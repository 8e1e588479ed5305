import pg from "pg";

export interface Listener {
  /** True while notifications arrive; false between a lost connection and the next. */
  readonly connected: () => boolean;
  close(): Promise<void>;
}

/**
 * Listens on channels over a direct (unpooled) connection and keeps doing so: a lost connection is opened again with back-off,
 * and `onReady` is called after each (re)connection because what was sent in between is gone.
 */
export function listen(
  url: string,
  channels: readonly string[],
  onMessage: (channel: string, payload: string) => void,
  onReady: () => void = () => undefined,
): Listener {
  let client: pg.Client | null = null;
  let closed = false;
  let ready = false;
  let retry: NodeJS.Timeout | undefined;
  let delay = 100;

  const again = () => {
    ready = false;
    client = null;
    if (closed || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, delay);
    delay = Math.min(delay * 2, 5_000);
  };

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
      application_name: "invista-listen",
    });
    next.on("error", again);
    next.on("end", again);
    next.on("notification", (message) => onMessage(message.channel, message.payload ?? ""));
    try {
      await next.connect();
      for (const channel of channels) await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch {
      next.removeAllListeners("end");
      void next.end().catch(again);
      again();
      return;
    }
    if (closed) {
      await next.end();
      return;
    }
    client = next;
    ready = true;
    delay = 100;
    onReady();
  };

  void connect();
  return {
    connected: () => ready,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}

export interface Notifier {
  /** Sends the payload on the channel soon; equal payloads within the pause are sent once. */
  send(payload: string): void;
  close(): Promise<void>;
}

/**
 * Sends notifications after COMMIT on a connection of its own, at most one statement per pause:
 * pg_notify inside the transaction takes a global lock at commit and cost 47 % of throughput where it was measured.
 */
export function notifier(url: string, channel: string, pauseMs = 20): Notifier {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 2_000,
    application_name: "invista-notify",
  });
  pool.on("error", () => undefined);
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    timer = undefined;
    const payloads = [...waiting];
    waiting = new Set();
    // A lost notification is made good by the receivers' safety poll.
    await pool
      .query("SELECT pg_notify($1, payload) FROM unnest($2::text[]) payload", [channel, payloads])
      .catch(() => undefined);
  };
  return {
    send: (payload) => {
      waiting.add(payload);
      timer ??= setTimeout(() => void flush(), pauseMs);
    },
    close: async () => {
      clearTimeout(timer);
      if (waiting.size > 0) await flush();
      await pool.end();
    },
  };
}
