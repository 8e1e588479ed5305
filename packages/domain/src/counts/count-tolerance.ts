import type { Settings } from "@invista/contracts/config/registry";

interface Tolerance {
  toleranceQty: string;
  tolerancePct: string;
  toleranceValue: string;
}

/** What a count lets pass: as given, else as the settings say. */
export function toleranceOf(
  settings: Pick<Settings, "get">,
  given: { [Key in keyof Tolerance]?: string | undefined } = {},
): Tolerance {
  return {
    toleranceQty: given.toleranceQty ?? String(settings.get("counts.tolerance_qty")),
    tolerancePct: given.tolerancePct ?? String(settings.get("counts.tolerance_pct")),
    toleranceValue: given.toleranceValue ?? String(settings.get("counts.tolerance_value")),
  };
}
