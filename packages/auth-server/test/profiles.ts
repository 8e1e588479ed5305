import type { AuthServerOptions } from "../src/options.ts";

/** How an installation may be set up; what a criterion asks holds in each. */
export const PROFILES: readonly { name: string; options: Partial<AuthServerOptions> }[] = [
  { name: "by invitation", options: { signUp: false, autoConfirm: false } },
  { name: "open, confirmed by mail", options: { signUp: true, autoConfirm: false } },
  { name: "open, confirmed at once", options: { signUp: true, autoConfirm: true } },
];
