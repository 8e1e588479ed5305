import type { RefusalView } from "../../shared/api/refusal.ts";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { formatDecimal } from "../../shared/format/numbers.ts";
import { shortagesOf } from "./shortages.ts";

/** Why a step was refused; short stock line by line. */
export function StepRefusal({ refusal }: { refusal: RefusalView | null }) {
  const shortages = shortagesOf(refusal);
  if (!refusal || shortages.length === 0) return <FormAlert refusal={refusal} />;
  const lines = shortages.map(
    (short) => `${short.sku ?? "a product"} ${formatDecimal(short.available)} of ${formatDecimal(short.requested)}`,
  );
  return (
    <FormAlert
      refusal={{ ...refusal, message: `Not enough stock; nothing was reserved. Available: ${lines.join(", ")}.` }}
    />
  );
}
