import type { NeonWork } from "@invista/domain/shared/work";

/** Runs one named step of the demo as a command of the given role (the owner without one). */
export type Step = <Output extends object>(
  name: string,
  body: (work: NeonWork) => Promise<Output>,
  role?: string,
) => Promise<Output>;
