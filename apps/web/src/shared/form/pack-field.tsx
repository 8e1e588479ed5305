import { NativeSelect, TextInput, type TextInputProps } from "@mantine/core";
import { useState, type FocusEvent } from "react";
import { trpc } from "../api/trpc.ts";
import { parseDecimal } from "../format/numbers.ts";
import { useCan } from "../session/session.tsx";
import { readQuantity, splitUnit } from "./pack-quantity.ts";

type Props = Omit<TextInputProps, "value" | "onChange"> & {
  value?: string;
  onChange?: (value: string) => void;
  /** Of which the packs are; without one it is a plain quantity. */
  productId: string | null;
  /** The product's own unit. */
  unit: string;
  /** In a row of a table there is no room for the choice of a pack: it is typed, "2 BOX". */
  isRow?: boolean;
};

/** A quantity that may be typed in a pack, "2 BOX", or 2 with the pack chosen beside it; its value is in the product's own unit, exact. */
export function PackField({ value = "", onChange, productId, unit, isRow = false, error, ...rest }: Props) {
  const mayRead = useCan("product:read");
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [pack, setPack] = useState<string | null>(null);
  const [touched, setTouched] = useState(false);
  const wanted = productId !== null && mayRead && (touched || !isRow);
  const { data: known } = trpc.unit.packs.useQuery({ productId: productId ?? "-" }, { enabled: wanted });
  const read = readQuantity(typed, pack, known);
  if (value !== sent) {
    // Set from outside: a suggestion, another line, the form anew.
    setSent(value);
    setTyped(value);
    setPack(null);
  }
  const take = (text: string, nextPack: string | null) => {
    const next = readQuantity(text, nextPack, known);
    const said = next.words === null && next.problem === null ? text : next.value;
    setTyped(text);
    setPack(nextPack);
    setSent(said);
    onChange?.(said);
  };
  const leave = (event: FocusEvent<HTMLInputElement>) => {
    // Its packs may have come to be known after it was typed.
    take(pack === null && splitUnit(typed) === null ? parseDecimal(typed) : typed, pack);
    rest.onBlur?.(event);
  };
  const packs = isRow ? [] : (known?.packs ?? []);
  const name = rest["aria-label"] ?? (typeof rest.label === "string" ? rest.label : "Quantity");
  return (
    <TextInput
      {...rest}
      inputMode={packs.length > 0 || isRow ? "text" : "decimal"}
      autoComplete="off"
      value={typed}
      error={read.problem ?? error}
      description={read.words ?? rest.description}
      inputWrapperOrder={["label", "input", "description", "error"]}
      onChange={(event) => take(event.currentTarget.value, pack)}
      onFocus={(event) => {
        setTouched(true);
        rest.onFocus?.(event);
      }}
      onBlur={leave}
      styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
      {...(packs.length > 0
        ? {
            rightSectionWidth: 92,
            rightSection: (
              <NativeSelect
                variant="unstyled"
                size="xs"
                aria-label={`Unit of ${name}`}
                data={[known?.unitCode ?? unit, ...packs.map((one) => one.unitCode)]}
                value={pack ?? known?.unitCode ?? unit}
                onChange={(event) => {
                  const chosen = event.currentTarget.value;
                  take(splitUnit(typed)?.number ?? typed, chosen === known?.unitCode ? null : chosen);
                }}
              />
            ),
          }
        : unit && unit.toLowerCase() !== "ea"
          ? {
              rightSection: (
                <span className="dim" style={{ fontSize: 12 }}>
                  {unit.toLowerCase()}
                </span>
              ),
              rightSectionPointerEvents: "none" as const,
            }
          : {})}
    />
  );
}
