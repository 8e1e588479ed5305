/** Where a fault test may end the process: between the steps of a command and of a delivery. */
export type FaultPoint =
  | "before-begin"
  | "after-begin"
  | "before-finish"
  | "before-commit"
  | "after-commit"
  | "after-claim"
  | "after-deliver"
  | "after-mark";

const [wanted, every] = (process.env.INVISTA_FAULT_AT ?? "").split(":");
let seen = 0;

/** Kills the process at the point named by INVISTA_FAULT_AT (`point:n`, the n-th time it is passed); does nothing outside tests. */
export function faultPoint(point: FaultPoint): void {
  if (point !== wanted || process.env.NODE_ENV === "production") return;
  seen += 1;
  if (seen >= Number(every ?? 1)) process.kill(process.pid, "SIGKILL");
}
