import type { SuggestionRow } from "@invista/contracts/replenishment/replenishment";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Makes what the formula says the rule of the chosen positions, and tells which had nothing to calculate from. */
export function useAdoptFormula(): (rows: readonly SuggestionRow[], clear: () => void) => Promise<void> {
  const utils = trpc.useUtils();
  const adopt = trpc.replenishment.adopt.useMutation();
  return async (rows, clear) => {
    try {
      const lines = rows.map(({ productId, warehouseId }) => ({ productId, warehouseId }));
      const { adopted, skipped } = await adopt.mutateAsync({ lines, idempotencyKey: newKey() });
      await Promise.all([utils.replenishment.invalidate(), utils.stock.invalidate()]);
      showToast({
        code: "rule.adopted",
        text: `${plural(adopted, "rule")} made${skipped > 0 ? `; ${skipped} without demand left as they were` : ""}`,
      });
      clear();
    } catch (error) {
      showToast({ code: "rule.failed", tone: "failed", text: refusalOf(error)?.message ?? "No rule was made." });
    }
  };
}
