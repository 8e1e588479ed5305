import { TextInput, type TextInputProps } from "@mantine/core";
import { parseDecimal } from "../format/numbers.ts";

type Props = Omit<TextInputProps, "value" | "onChange"> & {
  value?: string;
  onChange?: (value: string) => void;
  unit?: string;
};

/** A decimal as text: exact, right aligned, comma or point, its unit after it. */
export function DecimalField({ value = "", onChange, unit, ...rest }: Props) {
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange?.(event.currentTarget.value)}
      {...rest}
      onBlur={(event) => {
        onChange?.(parseDecimal(value));
        rest.onBlur?.(event);
      }}
      styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
      {...(unit && unit !== "ea"
        ? {
            rightSection: (
              <span className="dim" style={{ fontSize: 12 }}>
                {unit}
              </span>
            ),
            rightSectionPointerEvents: "none" as const,
          }
        : {})}
    />
  );
}
