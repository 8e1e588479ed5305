import { chownSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The account PostgreSQL runs under; undefined means our own. */
export interface Account {
  uid: number;
  gid: number;
}

const NOBODY: Account = { uid: 65534, gid: 65534 };

/**
 * PostgreSQL refuses to run as root, so root hands it to the existing account `nobody`, or to whoever made the data
 * that is already there.
 */
export function postgresAccount(dataFolder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = statSync(dataFolder, { throwIfNoEntry: false });
  return existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : NOBODY;
}

/** Whether the account can enter every folder on the way to the path and the path itself. */
export function canReach(account: Account, path: string): boolean {
  const parent = dirname(path);
  return (parent === path || canReach(account, parent)) && canEnter(account, path);
}

function canEnter(account: Account, path: string): boolean {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return true;
  const shift = info.uid === account.uid ? 6 : info.gid === account.gid ? 3 : 0;
  return ((info.mode >> shift) & 0o1) === 0o1;
}

/** Gives a path to the account, where there is one. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}
