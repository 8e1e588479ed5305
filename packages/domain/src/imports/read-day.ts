import { RowError } from "./file-error.ts";

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const PLAIN = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;

/** A day as ISO 8601 text. One that could be read in two ways is refused unless it was said how days are written: nothing is guessed. */
export function readDay(value: string, column: string, format: "DMY" | "MDY" | null): string {
  const iso = ISO.exec(value);
  if (iso) return dayOf(value, column, Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const plain = PLAIN.exec(value);
  if (!plain) throw new RowError("DATE_INVALID", column, value, `${column} is not a day; write 2027-03-31`);
  const [first, second, year] = [Number(plain[1]), Number(plain[2]), Number(plain[3])];
  if (format === null && first <= 12 && second <= 12 && first !== second)
    throw new RowError(
      "DATE_AMBIGUOUS",
      column,
      value,
      `${value} can be read as day and month or as month and day; say how days are written`,
    );
  const isDayFirst = format === null ? first > 12 || first === second : format === "DMY";
  return isDayFirst ? dayOf(value, column, year, second, first) : dayOf(value, column, year, first, second);
}

/** A moment as ISO 8601 text where it has a time, else a day. */
export function readMoment(value: string, column: string, format: "DMY" | "MDY" | null): string {
  const moment = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(moment)) return readDay(value, column, format);
  readDay(value.slice(0, 10), column, format);
  return new Date(moment).toISOString();
}

function dayOf(value: string, column: string, year: number, month: number, day: number): string {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    throw new RowError("DATE_INVALID", column, value, `There is no such day as ${value}`);
  if (year < 1900 || year > 2200)
    throw new RowError("DATE_OUT_OF_RANGE", column, value, `${column} lies beyond the years 1900 to 2200`);
  return date.toISOString().slice(0, 10);
}
