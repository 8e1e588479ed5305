import type { ImportMapping, ImportOptions } from "@invista/contracts/import/import";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { showToast } from "../../shared/ui/toast-store.ts";

/** Asks for the dry run again with other columns or options. */
export function useCheck(id: string) {
  const utils = trpc.useUtils();
  const check = trpc.import.check.useMutation();
  const run = async (mapping: ImportMapping | null, options: ImportOptions) => {
    try {
      await check.mutateAsync({ id, mapping, options, idempotencyKey: newKey() });
    } catch (error) {
      showToast({
        code: "import.checkRefused",
        tone: "failed",
        text: refusalOf(error)?.message ?? "The file could not be read again.",
      });
    } finally {
      await utils.import.invalidate();
    }
  };
  return { run, busy: check.isPending };
}
