const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const fullDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const utcDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Age in words: "4 s ago", "3 min ago", "yesterday", then the date. */
export function formatAge(instant: string, now: number): string {
  // The server's clock may be a little ahead of this one.
  const ahead = Date.parse(instant) - now;
  const passed = ahead > 0 && ahead < MINUTE ? 0 : -ahead;
  const size = Math.abs(passed);
  if (size < MINUTE) return relative.format(-Math.round(passed / SECOND), "second");
  if (size < HOUR) return relative.format(-Math.round(passed / MINUTE), "minute");
  if (size < DAY) return relative.format(-Math.round(passed / HOUR), "hour");
  if (size < 7 * DAY) return relative.format(-Math.round(passed / DAY), "day");
  return new Date(instant).getFullYear() === new Date(now).getFullYear()
    ? shortDay.format(new Date(instant))
    : fullDay.format(new Date(instant));
}

/** The time of day when it was today, else the day. */
export function formatMoment(instant: string, now: number): string {
  const date = new Date(instant);
  return date.toDateString() === new Date(now).toDateString() ? clock.format(date) : shortDay.format(date);
}

export function formatExact(instant: string): string {
  return exact.format(new Date(instant));
}

export function formatToday(now: number): string {
  return longDay.format(new Date(now));
}

/** A calendar day as the API sends it (2026-11-22), without a shift of time zone. */
export function formatDay(day: string): string {
  return utcDay.format(new Date(`${day}T00:00:00Z`));
}
