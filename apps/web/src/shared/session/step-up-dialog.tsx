import { Dialog } from "../ui/dialog.tsx";
import { CodeForm } from "./code-form.tsx";

/** Asks for a code; closing it means no. */
export function StepUpDialog({ answer }: { answer: (confirmed: boolean) => void }) {
  return (
    <Dialog title="Confirm that it is you" size={380} onClose={() => answer(false)}>
      <CodeForm onDone={() => answer(true)} onCancel={() => answer(false)} />
    </Dialog>
  );
}
