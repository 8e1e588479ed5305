import { expect, test } from "vitest";
import { afterFailure, triedAgain, type QueueEntry } from "./scan-queue.ts";

const KEY = "00000000-0000-4000-8000-000000000000";
const OTHER = "00000000-0000-4000-8000-000000000001";
const entry: QueueEntry = {
  key: KEY,
  userId: "me",
  at: 1,
  text: "1 of PMP-1",
  command: {
    kind: "pick",
    input: { id: "s", lines: [{ lineId: "l", quantity: "1" }], idempotencyKey: KEY },
  },
  refusal: null,
  attempts: 0,
};
const refused = (code: string) => ({ kind: "refused", code, message: `It is ${code}.` });

test.each(["INVALID", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "STALE", "RULE_BROKEN"])(
  "what the server refused as %s is told, and tried again as a new command",
  (code) => {
    const after = afterFailure(entry, refused(code));
    expect(after).toMatchObject({ goOn: true, entry: { key: KEY, refusal: `It is ${code}.` } });
    const again = triedAgain(after.entry, OTHER);
    expect(again).toMatchObject({ key: OTHER, refusal: null, command: { input: { idempotencyKey: OTHER } } });
  },
);

test.each(["UNAVAILABLE", "LIMITED", "UNAUTHENTICATED"])("after %s it waits under its own key", (code) => {
  expect(afterFailure(entry, refused(code))).toEqual({ entry, goOn: false });
});

test("without a connection it waits under its own key, however often it is tried", () => {
  const offline = { kind: "offline", code: "OFFLINE", message: "" };
  expect(afterFailure(afterFailure(entry, offline).entry, offline)).toEqual({ entry, goOn: false });
});

test("a server that fails is asked three times; then it is set aside, and tried again under the same key: it may have happened", () => {
  const failure = refused("INTERNAL");
  const once = afterFailure(entry, failure);
  expect(once).toMatchObject({ goOn: false, entry: { refusal: null, attempts: 1 } });
  const thrice = afterFailure(afterFailure(once.entry, failure).entry, failure);
  expect(thrice).toMatchObject({ goOn: true, entry: { attempts: 3 } });
  expect(thrice.entry.refusal).toContain("could not say whether this was done");
  expect(triedAgain(thrice.entry, OTHER)).toEqual(entry);
});
