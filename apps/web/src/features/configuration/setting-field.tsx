import { NumberInput, PasswordInput, Select, Switch, TextInput } from "@mantine/core";
import type { SettingDefinition } from "@invista/contracts/config/registry";
import type { ReactNode } from "react";

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** The field that fits a setting's kind of value. */
export function SettingField({
  definition,
  value,
  disabled,
  error,
  onChange,
}: {
  definition: SettingDefinition;
  value?: unknown;
  disabled: boolean;
  error?: ReactNode;
  onChange?: (value: unknown) => void;
}) {
  const label = definition.unit ? `Value in ${definition.unit}` : "Value";
  const shared = { label, disabled, error, name: "value" };
  if (typeof definition.default === "boolean")
    return (
      <Switch
        {...shared}
        label={value === true ? "On" : "Off"}
        checked={value === true}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
    );
  if (typeof definition.default === "number")
    return (
      <NumberInput
        {...shared}
        data-autofocus
        value={typeof value === "number" || typeof value === "string" ? value : ""}
        onChange={(next) => onChange?.(next)}
      />
    );
  const text = typeof value === "string" ? value : "";
  if (definition.secret)
    return (
      <PasswordInput
        {...shared}
        data-autofocus
        description="What is set now can't be shown; this replaces it"
        autoComplete="off"
        value={text}
        onChange={(event) => onChange?.(event.currentTarget.value)}
      />
    );
  if (definition.schema.safeParse("Europe/Berlin").success && !definition.schema.safeParse("Nowhere/Land").success)
    return (
      <Select
        {...shared}
        searchable
        allowDeselect={false}
        limit={50}
        data={ZONES}
        value={text}
        onChange={(next) => onChange?.(next)}
      />
    );
  return (
    <TextInput
      {...shared}
      data-autofocus
      type={definition.default === null ? "date" : "text"}
      autoComplete="off"
      value={text}
      onChange={(event) => onChange?.(event.currentTarget.value)}
    />
  );
}
