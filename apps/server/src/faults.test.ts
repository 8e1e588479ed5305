import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { playRow } from "../../../bench/lib/chaos/play-row.ts";
import { makeRandom, seedOfRun } from "../../../bench/lib/chaos/random.ts";
import { ROWS, type RowName } from "../../../bench/lib/chaos/rows.ts";
import { openStage, type Stage } from "../../../bench/lib/chaos/stage.ts";

// Real processes, real servers, real kills. INVISTA_SEED plays a failed run again; `npm run bench -- chaos` plays twenty of each.
const seed = seedOfRun();
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());

describe(`after faults every acknowledged command stands once, is audited once, and the books agree (seed ${seed})`, () => {
  const random = makeRandom(seed);
  const rows = Object.entries(ROWS).map(([name, row]) => ({
    name: name as RowName,
    title: row.title,
    seed: random.int(1, 2 ** 31),
  }));

  test.each(rows)("$title", async ({ name, seed: seedOfRow }) => {
    const played = await playRow(stage, name, seedOfRow);
    expect(played.violations, `INVISTA_SEED=${seed}: ${JSON.stringify({ ...played, violations: undefined })}`).toEqual(
      [],
    );
    expect(played.acknowledged).toBe(played.sent);
    expect(played.sent).toBeGreaterThan(name === "copies" ? 1 : 5);
    if (name === "api") expect(played.points).toHaveLength(2);
    if (name === "worker") expect(played.points).toHaveLength(3);
    if (name === "database") expect(Math.max(...played.recoveries)).toBeLessThan(5_000);
  });
});

describe("the same faults find planted mistakes", () => {
  test("connections without an error listener: the process crashes", async () => {
    const { violations } = await playRow(stage, "connection", 7, "no-error-listener");
    expect(violations).toContainEqual(expect.stringMatching(/^main ended with 1: .*Unhandled 'error' event/));
  });

  // Last, because it leaves commands without audit rows behind.
  test("events written after COMMIT instead of inside: acknowledged commands are not audited", async () => {
    const { violations } = await playRow(stage, "api", 7, "outbox-after-commit");
    expect(violations).toContainEqual(expect.stringMatching(/^0 audit rows for operation /));
  });
});
