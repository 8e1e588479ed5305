import { byDisplay } from "./display.ts";

const dates = (options: Intl.DateTimeFormatOptions) =>
  byDisplay((locale, timeZone) => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
const exact = dates({ dateStyle: "medium", timeStyle: "medium" });
const clock = dates({ hour: "2-digit", minute: "2-digit" });
const shortDay = dates({ day: "numeric", month: "short" });
const longDay = dates({ weekday: "long", day: "numeric", month: "long" });
const fullDay = dates({ day: "numeric", month: "short", year: "numeric" });
const utcDay = byDisplay(
  (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }),
);
const utcFullDay = byDisplay(
  (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }),
);
const relative = byDisplay((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }));
// Always in digits, whatever the region: it is compared and sent, not read.
const digits = byDisplay(
  (_, timeZone) => new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }),
);
const wallClock = byDisplay(
  (_, timeZone) =>
    new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZone,
    }),
);

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
  if (size < MINUTE) return relative().format(-Math.round(passed / SECOND), "second");
  if (size < HOUR) return relative().format(-Math.round(passed / MINUTE), "minute");
  if (size < DAY) return relative().format(-Math.round(passed / HOUR), "hour");
  if (size < 7 * DAY) return relative().format(-Math.round(passed / DAY), "day");
  return dayOf(new Date(instant)).slice(0, 4) === dayOf(new Date(now)).slice(0, 4)
    ? shortDay().format(new Date(instant))
    : fullDay().format(new Date(instant));
}

/** The time of day when it was today, else the day. */
export function formatMoment(instant: string, now: number): string {
  const date = new Date(instant);
  return dayOf(date) === dayOf(new Date(now)) ? clock().format(date) : shortDay().format(date);
}

export function formatExact(instant: string): string {
  return exact().format(new Date(instant));
}

export function formatToday(now: number): string {
  return longDay().format(new Date(now));
}

/** A calendar day as the API sends it (2026-11-22), without a shift of time zone. */
export function formatDay(day: string): string {
  return utcDay().format(new Date(`${day}T00:00:00Z`));
}

/** A calendar day as the API sends it, with its year and without a shift of time zone. */
export function formatFullDay(day: string): string {
  return utcFullDay().format(new Date(`${day}T00:00:00Z`));
}

/** The calendar day by the person's clock, as forms and the API write it: 2026-11-22. */
export function dayOf(date: Date): string {
  return digits().format(date);
}

/** The last second of a day by the person's clock, as an instant; text that is no day comes back as it was. */
export function endOfDay(day: string): string {
  return instantAt(`${day}T23:59:59`) ?? day;
}

/** The first instant of a day by the person's clock, or of a day after it; undefined for what is no day. */
export function startOfDay(day: string | undefined, plusDays = 0): string | undefined {
  const first = Date.parse(`${day ?? ""}T00:00:00Z`);
  if (Number.isNaN(first)) return undefined;
  return instantAt(new Date(first + plusDays * DAY).toISOString().slice(0, 19)) ?? undefined;
}

/** An instant as the field of a date and time holds it, by the person's clock: 2026-11-22T14:30. */
export function wallTime(instant: string): string {
  const date = new Date(instant);
  return `${dayOf(date)}T${wallClock().format(date).slice(0, 5)}`;
}

/** The instant of a date and time by the person's clock; null for text that is neither. */
export function instantAt(local: string): string | null {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return null;
  // The second round is for nights in which the clock is changed.
  const guess = wanted - aheadOfUtc(wanted);
  return new Date(wanted - aheadOfUtc(guess)).toISOString();
}

function aheadOfUtc(at: number): number {
  const date = new Date(at);
  return Date.parse(`${dayOf(date)}T${wallClock().format(date)}Z`) - at;
}
