import { expect, test } from "vitest";
import { resolveRedirect, withParameters } from "./resolve-redirect.ts";

const SITE = "https://stock.example";
const EVIL = "evil.example";
const PAYLOADS = [
  `https://${EVIL}`,
  `http://${EVIL}`,
  `//${EVIL}`,
  `///${EVIL}`,
  `////${EVIL}`,
  `/\\${EVIL}`,
  `\\\\${EVIL}`,
  `/\\/${EVIL}`,
  `https:${EVIL}`,
  `https:/${EVIL}`,
  `https:///${EVIL}`,
  `https:\\\\${EVIL}`,
  `http:${EVIL}`,
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\tscript:alert(1)",
  "javascript://stock.example/%0aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://stock.example/x",
  "ftp://stock.example/",
  "ws://stock.example/",
  "view-source:https://stock.example",
  `https://stock.example@${EVIL}`,
  `https://stock.example:pass@${EVIL}`,
  `https://user@stock.example`,
  `https://stock.example%40${EVIL}`,
  `https://stock.example\\@${EVIL}`,
  `https://stock.example\\.${EVIL}`,
  `https://stock.example.${EVIL}`,
  `https://stock.example${EVIL}`,
  `https://${EVIL}/stock.example`,
  `https://${EVIL}?https://stock.example`,
  `https://${EVIL}#https://stock.example`,
  `https://${EVIL}#@stock.example`,
  `https://${EVIL}\\stock.example`,
  `https://${EVIL}%2f@stock.example`,
  `https://${EVIL}%00.stock.example`,
  `https://${EVIL}%0d%0aLocation:`,
  "https://stock.example\r\nLocation: https://evil.example",
  "https://stock.example\u0000.evil.example",
  " https://stock.example/",
  "\thttps://stock.example/",
  "https://stock.example /",
  "https://stock\u3002example/",
  "https://stock\uff0eexample/",
  "https://\u0455tock.example/",
  "https://stock.example\u2044@evil.example",
  "http://stock.example",
  "https://stock.example:8443",
  "https://stock.example./",
  "https://127.0.0.1/",
  "https://[::1]/",
  "https://0x7f000001/",
  "https://stock.example:99999/",
  "https://",
  "https://?",
  "",
  "/relative",
];

test.each(PAYLOADS.map((payload) => [payload]))("%j leads to the site", (payload) => {
  expect(resolveRedirect(payload, SITE, [])).toBe(SITE);
  const target = withParameters(resolveRedirect(payload, SITE, []), { fragment: { access_token: "x" } });
  expect(target).toBe(`${SITE}#access_token=x`);
});

test("what is no text leads to the site", () => {
  for (const value of [null, undefined, 1, ["https://evil.example"], { href: SITE }])
    expect(resolveRedirect(value, SITE, ["**"])).toBe(SITE);
});

test("pages of the site are reached as asked, with query and in place of a fragment", () => {
  expect(resolveRedirect(`${SITE}/a?b=c#d`, SITE, [])).toBe(`${SITE}/a?b=c#d`);
  expect(withParameters(`${SITE}/a?b=c#d`, { query: { code: "1" }, fragment: { sb: "" } })).toBe(
    `${SITE}/a?b=c&code=1#sb=`,
  );
  expect(resolveRedirect("http://localhost:5173/x", "http://localhost:4000", [])).toBe("http://localhost:5173/x");
});

test("the list lets in what its globs name: a star stops at dots and slashes", () => {
  const list = ["https://*.preview.example/", "https://app.example/**"];
  expect(resolveRedirect("https://a.preview.example/", SITE, list)).toBe("https://a.preview.example/");
  expect(resolveRedirect("https://app.example/x/y?z", SITE, list)).toBe("https://app.example/x/y?z");
  for (const other of [
    "https://a.b.preview.example/",
    "https://a.preview.example/x",
    "https://evil.example/.preview.example/",
    "https://appxexample/",
    "https://app.example.evil.example/",
  ])
    expect(resolveRedirect(other, SITE, list)).toBe(SITE);
});
