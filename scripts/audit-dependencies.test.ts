import { expect, test } from "vitest";
import { judge, readAdvisories } from "./audit-dependencies.ts";

const advisory = (id: string, severity: string) => ({ id, severity, package: "left-pad", title: "Pads" });

test("a grave weakness fails unless a reason stands for it, and a reason that nothing needs fails too", () => {
  const advisories = [advisory("GHSA-1", "critical"), advisory("GHSA-2", "high"), advisory("GHSA-3", "moderate")];
  const reason = "Only reached by a tool that runs on trusted input.";
  expect(judge(advisories, [{ id: "GHSA-1", reason }])).toEqual({ unexplained: [advisories[1]], stale: [] });
  expect(judge(advisories, [{ id: "GHSA-1", reason: "" }]).unexplained).toHaveLength(2);
  expect(judge([], [{ id: "GHSA-1", reason }]).stale).toHaveLength(1);
});

test("an answer is read, and what is no answer is never taken for a clean one", () => {
  const answer = {
    advisories: { 1: { github_advisory_id: "GHSA-1", module_name: "left-pad", severity: "high", title: "Pads" } },
  };
  expect(readAdvisories(`warning\n${JSON.stringify(answer)}`)).toEqual([advisory("GHSA-1", "high")]);
  expect(readAdvisories('{"advisories":{},"metadata":{}}')).toEqual([]);
  for (const noise of ["", "Error: ERR_PNPM_AUDIT_BAD_RESPONSE", '{"error":{"code":"E405"}}', "{"])
    expect(readAdvisories(noise)).toBeNull();
});
