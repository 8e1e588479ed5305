interface Display {
  readonly locale: string | undefined;
  readonly timezone: string | undefined;
}

let home = "EUR";

/** The currency of the company: of stock, and of whatever names none. */
export const homeCurrency = (): string => home;

/** Sets the currency of the company. Screens drawn before must be drawn anew. */
export function chooseHomeCurrency(currency: string): void {
  home = currency;
}

let chosen: Display = { locale: undefined, timezone: undefined };
let choices = 0;

/** How numbers and times are written from now on; null is what the browser says. Screens drawn before must be drawn anew. */
export function chooseDisplay(locale: string | null, timezone: string | null): void {
  if (chosen.locale === (locale ?? undefined) && chosen.timezone === (timezone ?? undefined)) return;
  chosen = { locale: locale ?? undefined, timezone: timezone ?? undefined };
  choices += 1;
}

/** A formatter that is made at first use and again when someone chooses another region or time zone. */
export function byDisplay<Formatter>(make: (locale: string | undefined, timezone: string | undefined) => Formatter) {
  let made: { readonly at: number; readonly formatter: Formatter } | null = null;
  return (): Formatter => {
    if (made?.at !== choices) made = { at: choices, formatter: make(chosen.locale, chosen.timezone) };
    return made.formatter;
  };
}
