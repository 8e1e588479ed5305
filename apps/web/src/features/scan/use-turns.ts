import { useRef } from "react";
import { refusalOf } from "../../shared/api/refusal.ts";

/** Takes one piece of work after the other, however fast they come; what fails is told, and the next goes on. */
export function useTurns(tell: (tone: "danger", text: string) => void): (work: () => Promise<void>) => void {
  const line = useRef<Promise<void>>(Promise.resolve());
  return (work) => {
    line.current = line.current
      .then(work)
      .catch((error: unknown) => tell("danger", refusalOf(error)?.message ?? "This could not be read."));
  };
}
