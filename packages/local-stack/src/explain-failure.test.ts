import { expect, test } from "vitest";
import { explainFailure, isPortTaken } from "./explain-failure.ts";

test("a full disk, a foreign owner and a taken port are told apart from what PostgreSQL writes", () => {
  const full = 'PANIC:  could not write to file "pg_wal/xlogtemp.9": No space left on device';
  expect(explainFailure(full, "neon", "/data")).toBe(
    "The disk that holds /data is full: free some space and start again",
  );
  const owner = 'FATAL:  data directory "/data" has wrong ownership';
  expect(explainFailure(owner, "neon", "/data")).toContain("belongs to another user");
  expect(isPortTaken('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use')).toBe(true);
  expect(isPortTaken(full)).toBe(false);
});

test("an unknown failure shows PostgreSQL's last fatal line and not the whole log", () => {
  const log = "LOG: a\n2026-01-01 FATAL:  the sky fell\nLOG: database system is shut down\n";
  expect(explainFailure(log, "neon", "/data")).toBe("The neon database did not start: the sky fell");
});
