import { lazy, Suspense, useSyncExternalStore } from "react";
import { onQuestionChange, openQuestion } from "./step-up-store.ts";

// Loaded when first asked for: in the first bundle its styles would come before those of the widgets it restyles.
const StepUpDialog = lazy(async () => ({ default: (await import("./step-up-dialog.tsx")).StepUpDialog }));

/** Stands over whatever is open while the server waits for the second factor; what was begun goes on after it. */
export function StepUpGate() {
  const answer = useSyncExternalStore(onQuestionChange, openQuestion);
  return answer ? (
    <Suspense>
      <StepUpDialog answer={answer} />
    </Suspense>
  ) : null;
}
