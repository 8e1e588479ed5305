/** The calendar day of an instant where the reader is, as a date field holds it. */
export function dayOf(instant: string): string {
  const date = new Date(instant);
  const part = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

/** The last moment of a day where the reader is; null without a day. */
export function dayEnd(day: string): string | null {
  return day === "" ? null : new Date(`${day}T23:59:59.999`).toISOString();
}

/** The first moment of a day where the reader is; null without a day. */
export function dayStart(day: string): string | null {
  return day === "" ? null : new Date(`${day}T00:00:00`).toISOString();
}
