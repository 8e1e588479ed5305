import { MultiSelect, type MultiSelectProps } from "@mantine/core";
import type { ReturnLine } from "@invista/contracts/returns/returns";

/** Which pieces of a line are scrapped. */
export function SplitPieces({ line, ...field }: { line: ReturnLine } & MultiSelectProps) {
  return (
    <MultiSelect
      size="xs"
      searchable
      openOnFocus={false}
      aria-label={`Scrapped pieces of ${line.sku}`}
      placeholder="None"
      {...field}
      data={line.serials}
    />
  );
}
