import { isSettingKey, settingOf, type SettingDefinition } from "@invista/contracts/config/registry";
import type { Outputs } from "../../shared/api/trpc.ts";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { formatDay } from "../../shared/format/times.ts";

type ConfigRow = Outputs["config"]["list"]["rows"][number];

export interface Setting extends ConfigRow {
  readonly definition: SettingDefinition;
}

/** The settings this version of the screen knows; a newer server may have more. */
export function knownSettings(rows: readonly ConfigRow[]): Setting[] {
  return rows.flatMap((row) => (isSettingKey(row.key) ? [{ ...row, definition: settingOf(row.key) }] : []));
}

/** A value of a setting as people read it. */
export function valueWords(definition: SettingDefinition, value: unknown): string {
  if (value === null || value === "") return "Not set";
  if (typeof value === "boolean") return value ? "On" : "Off";
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return `${formatDay(value)} ${value.slice(0, 4)}`;
  const text = typeof value === "number" ? formatDecimal(String(value)) : typeof value === "string" ? value : "";
  return definition.unit ? `${text} ${definition.unit}` : text;
}
