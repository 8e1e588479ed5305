import type { RunFile } from "./run-file.ts";

/** Prints where the running instance is, who can sign in, and where its data lies. */
export function printReady(run: RunFile, data: string): void {
  const width = Math.max(...run.accounts.map((account) => account.email.length), 10);
  const rows = run.accounts.map(
    (account) => `  ${account.email.padEnd(width)}  ${account.password.padEnd(18)}  ${account.role}`,
  );
  console.log(
    [
      "",
      `Invista   ${run.url}`,
      `Data      ${data}`,
      ...(run.mailUrl ? [`Mail      ${run.mailUrl}/api/v1/messages`] : []),
      ...(rows.length > 0 ? ["Accounts", ...rows] : []),
      "",
    ].join("\n"),
  );
}
