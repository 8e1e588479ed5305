import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { instantAt } from "../format/times.ts";
import { useCan } from "../session/session.tsx";

/** When something happened that is booked now; nothing for whoever may only book for now. */
export function HappenedField({
  value,
  error,
  onChange,
}: {
  value?: string;
  error?: ReactNode;
  onChange: (value: string) => void;
}) {
  if (!useCan("stock:backdate")) return null;
  return (
    <TextInput
      type="datetime-local"
      label="Happened"
      description={value ? "Stock as of that moment and later will show it; its cost is today's" : "Left empty: now"}
      value={value ?? ""}
      error={error}
      data-path="occurredAt"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The moment for the command; what is no moment goes as typed, so that the contract says so on the field. */
export const happenedAt = (value: string): string | null => (value === "" ? null : (instantAt(value) ?? value));
