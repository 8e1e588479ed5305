import { testDatabases, type TestDatabases } from "@invista/testkit/test-databases";
import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { seedOfRun } from "../../../bench/lib/chaos/random.ts";
import { startServer, type BenchServer } from "../../../bench/lib/server.ts";
import { ROUTES, type RawRequest } from "./fuzz-routes.fixture.ts";
import { LEAK } from "./hostile-client.fixture.ts";
import { sniffImage } from "./sniff-image.ts";

const seed = seedOfRun();
let databases: TestDatabases;
let server: BenchServer;
let token: string;
beforeAll(async () => {
  databases = await testDatabases();
  server = await startServer({ env: databases.serverEnvironment });
  token = await server.token();
});
afterAll(async () => {
  await server.stop();
  await databases.drop();
});

const send = ({ method, path, type, body }: RawRequest) =>
  fetch(`${server.run.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(type === undefined ? {} : { "content-type": type }) },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(10_000),
  });

/** The least of a PNG that says its size. */
const png = (width: number, height: number, tail = 0) => {
  const bytes = new Uint8Array(33 + tail);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
};
const upload = (body: string | Uint8Array<ArrayBuffer>, type = "image/png") =>
  send({ method: "POST", path: "/api/v1/avatars", type, body });
const stored = () => readdirSync(join(server.home, "files/avatars"));
const kept = z.object({ avatar: z.string() });

describe("a picture", () => {
  test("is kept under a name of its own, shown by what its bytes are, and deleted when another takes its place", async () => {
    const first = await upload(png(64, 64), "text/html");
    expect(first.status).toBe(201);
    const { avatar } = kept.parse(await first.json());
    expect(avatar).toMatch(/^[0-9a-f]{32}\.png$/);
    const shown = await send({ method: "GET", path: `/api/v1/avatars/${avatar}` });
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
    expect(shown.headers.get("content-security-policy")).toContain("sandbox");
    const second = kept.parse(await (await upload(png(32, 32))).json());
    expect(stored()).toEqual([second.avatar]);
    expect((await send({ method: "GET", path: `/api/v1/avatars/${avatar}` })).status).toBe(404);
    expect((await send({ method: "DELETE", path: "/api/v1/avatars" })).status).toBe(200);
    expect(stored()).toEqual([]);
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>, number]>([
    [
      "an SVG with a script under the name of a PNG",
      "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
      400,
    ],
    ["a web page", "<!doctype html><script>1</script>", 400],
    ["nothing", "", 400],
    ["half a header", png(64, 64).slice(0, 18), 400],
    ["a picture without width", png(0, 64), 400],
    ["a picture of a million pixels a side", png(1_000_000, 1_000_000), 400],
    ["more than a megabyte", png(64, 64, 1_100_000), 413],
  ])("is not %s", async (_, body, status) => {
    const before = stored();
    const answer = await upload(body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    expect(stored()).toEqual(before);
  });

  test("is told by its own bytes in every format that is taken", () => {
    const latin = (text: string) => Buffer.from(text, "latin1");
    expect(sniffImage(Buffer.from(png(300, 200)))).toEqual({ type: "png", width: 300, height: 200 });
    const frame = latin("\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\x01\x2c\x02\x58\x03\x01\x11\0\x02");
    expect(sniffImage(frame)).toEqual({ type: "jpg", width: 600, height: 300 });
    const extended = latin("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x2b\x01\0\xc7\0\0");
    expect(sniffImage(extended)).toEqual({ type: "webp", width: 300, height: 200 });
    expect(sniffImage(latin("GIF89a\x01\0\x01\0"))).toBeNull();
    expect(sniffImage(latin("RIFF\0\0\0\0WEBPVP8X"))).toBeNull();
  });

  test("is nobody's without a session", async () => {
    const answer = await fetch(`${server.run.url}/api/v1/avatars`, { method: "POST", body: png(8, 8) });
    expect(answer.status).toBe(401);
  });
});

const errorShape = z.object({ code: z.string(), message: z.string().min(1) });

test.each(Object.entries(ROUTES))(`%s never fails for what it is given (seed ${seed})`, async (_, requests) => {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const answer = await send(request);
      expect(answer.status).toBeLessThan(500);
      if (answer.status < 400) {
        // Streams of events would go on for ever.
        await answer.body?.cancel();
        return;
      }
      const body = await answer.text();
      expect(body).not.toMatch(LEAK);
      expect(body).not.toContain("/files/");
      const parsed: unknown = JSON.parse(body);
      const error: unknown = Reflect.get(Object(Reflect.get(Object(parsed), "error")), "data") ?? parsed;
      expect(errorShape.safeParse(error).error).toBeUndefined();
    }),
    { seed, numRuns: 40, interruptAfterTimeLimit: 20_000 },
  );
});
describe("a file of a product", () => {
  let id: string;
  beforeAll(async () => {
    const body = JSON.stringify({ sku: "WITH-FILES", name: "With files", idempotencyKey: randomUUID() });
    const answer = await send({ method: "POST", path: "/api/v1/products", type: "application/json", body });
    id = made.parse(await answer.json()).id;
  });
  const add = (name: string, body: string | Uint8Array<ArrayBuffer>) =>
    send({ method: "POST", path: `/api/v1/products/${id}/files?fileName=${encodeURIComponent(name)}`, body });
  const made = z.object({ id: z.string() });

  test("is given back byte for byte, as what its bytes are, and never as a page", async () => {
    const bytes = png(8, 8, 40);
    const picture = await add("Ä front.html", bytes);
    expect(picture.status).toBe(201);
    const shown = await send({ method: "GET", path: `/api/v1/files/${made.parse(await picture.json()).id}` });
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(shown.headers.get("content-security-policy")).toContain("sandbox");
    expect(shown.headers.get("content-disposition")).toBe("inline; filename*=UTF-8''%C3%84%20front.html");
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes);
    const text = await add("note.txt", "<script>alert(1)</script>");
    const sent = await send({ method: "GET", path: `/api/v1/files/${made.parse(await text.json()).id}` });
    expect(sent.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(sent.headers.get("content-disposition")).toMatch(/^attachment/);
  });

  test.each([
    ["a page", "page.html", "<html></html>", "file.kind"],
    ["a drawing with scripts", "logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "file.kind"],
    ["bytes that are no text", "a.txt", Uint8Array.of(255, 254, 0), "file.kind"],
    ["nothing", "a.txt", "", "file.empty"],
    ["more than 5 MB", "a.txt", "x".repeat(5 * 1_048_576 + 1), "file.tooLarge"],
  ])("that is %s is refused", async (_what, name, body, rule) => {
    const answer = await add(name, body);
    expect([answer.status, z.object({ rule: z.string() }).parse(await answer.json()).rule]).toEqual([400, rule]);
  });

  test("of a product that there is not, or to someone who has not signed in, is refused", async () => {
    const path = "/api/v1/products/nobody/files?fileName=a.txt";
    expect((await send({ method: "POST", path, body: "text" })).status).toBe(404);
    expect((await fetch(`${server.run.url}/api/v1/files/x`)).status).toBe(401);
  });
});
