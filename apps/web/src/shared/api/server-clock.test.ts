import { expect, test } from "vitest";
import { hearServerTime, serverNow } from "./server-clock.ts";

test("the time of a device whose clock is wrong is the server's, and never before an answer that it had", () => {
  const server = Date.parse("2026-03-01T12:00:00.000Z");
  const device = server - 180_000;
  hearServerTime(String(server), device);
  expect(serverNow(device + 5_000).getTime()).toBe(server + 5_000);
  hearServerTime(String(server - 1_000), device);
  expect(serverNow(device).getTime()).toBe(server);
  for (const nonsense of [null, "", "soon", "-1"]) hearServerTime(nonsense, device);
  expect(serverNow(device + 2_000).getTime()).toBe(server + 1_000);
});
