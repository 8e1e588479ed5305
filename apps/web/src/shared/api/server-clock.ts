/** How far the server's clock is ahead of the device's, in milliseconds. */
let ahead = 0;
/** The latest moment that the server named. */
let latest = 0;

/** Learns the server's time from the header of an answer; anything else is passed over. */
export function hearServerTime(header: string | null, heardAt: number = Date.now()): void {
  const at = Number(header);
  if (header === null || !Number.isFinite(at) || at <= 0) return;
  ahead = at - heardAt;
  latest = Math.max(latest, at);
}

/** The server's time now, also without a connection; never before anything that it has answered: what a device saw happen lies before what it does next. */
export function serverNow(now: number = Date.now()): Date {
  return new Date(Math.max(now + ahead, latest));
}
