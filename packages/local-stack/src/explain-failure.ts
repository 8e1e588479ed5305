/** Turns what PostgreSQL wrote before it gave up into one line for the person who started us. */
export function explainFailure(output: string, name: string, folder: string): string {
  if (/No space left on device|ENOSPC|Disk quota exceeded/.test(output)) {
    return `The disk that holds ${folder} is full: free some space and start again`;
  }
  if (/wrong ownership|Permission denied|EACCES|not permitted/.test(output)) {
    return `${folder} belongs to another user: start Invista as that user, or set INVISTA_HOME to a folder of your own`;
  }
  if (/incompatible with server|initialized by PostgreSQL version/.test(output)) {
    return `The data in ${folder} was written by another PostgreSQL version`;
  }
  if (/could not create shared memory|could not map anonymous shared memory|Cannot allocate memory/.test(output)) {
    return `There is not enough memory for the ${name} database`;
  }
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const worst = lines.findLast((line) => /PANIC|FATAL|error:/.test(line)) ?? lines.at(-1) ?? "it wrote nothing";
  return `The ${name} database did not start: ${worst.replace(/^.*?(PANIC|FATAL|error):\s*/, "")}`;
}

/** Whether the server gave up because somebody else has its port. */
export function isPortTaken(output: string): boolean {
  return /Address already in use|could not bind/.test(output);
}
