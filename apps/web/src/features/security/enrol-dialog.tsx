import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { showToast } from "../../shared/ui/toast-store.ts";
import { CodeList } from "./code-list.tsx";
import { EnrolForm } from "./enrol-form.tsx";

/** Adds an authenticator; the first one brings the recovery codes. */
export function EnrolDialog({ first, onClose }: { first: boolean; onClose: () => void }) {
  const utils = trpc.useUtils();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const done = () => {
    showToast({ code: "mfa.added", text: first ? "Two-factor sign-in is on" : "The authenticator was added" });
    void Promise.all([utils.mfa.invalidate(), utils.session.invalidate(), utils.user.invalidate()]);
    onClose();
  };
  return codes ? (
    <Dialog title="Keep your recovery codes" onClose={done}>
      <CodeList codes={codes} onKept={done} />
    </Dialog>
  ) : (
    <Dialog title={first ? "Set up two-factor sign-in" : "Add an authenticator"} size={560} onClose={onClose}>
      <EnrolForm first={first} onDone={(made) => (made ? setCodes(made) : done())} onCancel={onClose} />
    </Dialog>
  );
}
