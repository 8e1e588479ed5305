let waiting: ((confirmed: boolean) => void)[] = [];
let question: ((confirmed: boolean) => void) | null = null;
const listeners = new Set<() => void>();

/** Asks the person for a code of his second factor; calls that come meanwhile share the question. */
export function askForCode(then: (confirmed: boolean) => void): void {
  waiting.push(then);
  if (question) return;
  question = (confirmed) => {
    const answered = waiting;
    waiting = [];
    question = null;
    publish();
    for (const goOn of answered) goOn(confirmed);
  };
  publish();
}

/** How the open question is answered; null when nothing is asked. */
export function openQuestion(): ((confirmed: boolean) => void) | null {
  return question;
}

export function onQuestionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(): void {
  for (const listener of listeners) listener();
}
