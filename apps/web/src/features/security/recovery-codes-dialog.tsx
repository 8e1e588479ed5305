import { useState } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { plural } from "../../shared/format/words.ts";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { CodeList } from "./code-list.tsx";

/** Replaces the recovery codes and shows the new ones this once. */
export function RecoveryCodesDialog({ left, onClose }: { left: number; onClose: () => void }) {
  const utils = trpc.useUtils();
  const regenerate = trpc.mfa.regenerateCodes.useMutation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes)
    return (
      <Dialog title="Keep your recovery codes" onClose={onClose}>
        <CodeList codes={codes} onKept={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      title="Make new recovery codes"
      effect={`The ${plural(left, "code")} you have left stop working, and ten new ones are shown once.`}
      confirm="Make new codes"
      onConfirm={async () => {
        setCodes((await regenerate.mutateAsync({ idempotencyKey: newKey() })).codes);
        await utils.mfa.invalidate();
      }}
      onClose={() => undefined}
      onCancel={onClose}
    />
  );
}
