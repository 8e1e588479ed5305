/** Regions by whose customs numbers, dates and money can be written. */
const REGIONS = [
  "cs-CZ",
  "da-DK",
  "de-AT",
  "de-CH",
  "de-DE",
  "el-GR",
  "en-AU",
  "en-CA",
  "en-GB",
  "en-IE",
  "en-IN",
  "en-US",
  "es-ES",
  "es-MX",
  "fi-FI",
  "fr-BE",
  "fr-CA",
  "fr-CH",
  "fr-FR",
  "hu-HU",
  "it-IT",
  "ja-JP",
  "ko-KR",
  "nb-NO",
  "nl-BE",
  "nl-NL",
  "pl-PL",
  "pt-BR",
  "pt-PT",
  "ro-RO",
  "sv-SE",
  "tr-TR",
  "uk-UA",
  "zh-CN",
];

const names = new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" });

/** The regions with their English names, and whatever is chosen already. */
export function regionChoices(chosen: string | null): { value: string; label: string }[] {
  const all = chosen && !REGIONS.includes(chosen) ? [...REGIONS, chosen] : REGIONS;
  return all
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
}

/** Every time zone this browser knows. */
export function zoneChoices(chosen: string | null): string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), ...(chosen ? [chosen] : [])])];
}
