import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPermission } from "@invista/contracts/permissions";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { appRouter } from "../src/root.ts";

const definition = z.object({
  type: z.enum(["query", "mutation", "subscription"]),
  inputs: z.array(z.instanceof(z.ZodType)),
  output: z.unknown().optional(),
  meta: z.object({
    access: z.enum(["open", "query", "command"]),
    permission: z.string().optional(),
    reason: z.string().optional(),
    openapi: z.object({ method: z.string(), path: z.string() }).optional(),
  }),
});
const procedures = Object.entries(appRouter._def.procedures).map(([path, procedure]) => ({
  path,
  ...definition.parse(Reflect.get(procedure, "_def")),
}));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes("routeTree") ? [readFileSync(path, "utf8")] : [];
  });
}

/** Procedures for programs: the SPA reaches them by another way. */
const API_ONLY = new Set<string>(["product.search"]);

describe("every procedure of the router", () => {
  test("there are procedures", () => expect(procedures.length).toBeGreaterThan(40));

  test.each(procedures)("$path declares who may call it", ({ meta, type }) => {
    expect(meta.access === "open" ? /\w{10}/.test(meta.reason ?? "") : isPermission(meta.permission ?? "")).toBe(true);
    expect(type === "mutation").toBe(meta.access === "command");
  });

  test.each(procedures)(
    "$path has a strict input and, unless it streams, an output and a REST path",
    ({ inputs, output, type, meta }) => {
      expect(inputs).toHaveLength(1);
      expect(
        inputs[0]?.safeParse({ surely: "unknown" }).error?.issues.some((issue) => issue.code === "unrecognized_keys"),
      ).toBe(true);
      if (type === "subscription") return;
      expect(output).toBeDefined();
      expect(meta.openapi?.path).toMatch(/^\//);
    },
  );

  test.each(procedures.filter(({ type }) => type === "mutation"))(
    "$path takes an idempotency key made by the client",
    ({ inputs }) => {
      const issues = inputs[0]?.safeParse({}).error?.issues ?? [];
      expect(issues.some((issue) => issue.path[0] === "idempotencyKey")).toBe(true);
    },
  );

  test("no list gives more than a hundred rows at once", () => {
    const limits = procedures.flatMap(({ inputs, path }) => {
      const limit = inputs[0] instanceof z.ZodObject ? inputs[0].shape["limit"] : undefined;
      return limit ? [{ path, takes101: limit.safeParse(101).success }] : [];
    });
    expect(limits.length).toBeGreaterThan(5);
    expect(limits.filter((limit) => limit.takes101)).toEqual([]);
  });

  test("at most six are open to everyone", () =>
    expect(procedures.filter(({ meta }) => meta.access === "open").length).toBeLessThanOrEqual(6));

  test("no two share a REST path", () => {
    const paths = procedures.flatMap(({ meta }) =>
      meta.openapi ? [`${meta.openapi.method} ${meta.openapi.path}`] : [],
    );
    expect(new Set(paths).size).toBe(paths.length);
  });

  test("each is used by the SPA or listed as made for programs", () => {
    const web = sources(join(import.meta.dirname, "../../../apps/web/src")).join("\n");
    const server = sources(join(import.meta.dirname, "../../../apps/server/src")).join("\n");
    const unused = procedures.filter(
      ({ path }) =>
        !API_ONLY.has(path) &&
        !new RegExp(`(trpc|utils|client|caller)\\.${path.replace(".", "\\s*\\.\\s*")}\\b`).test(web + server),
    );
    expect(unused.map(({ path }) => path)).toEqual([]);
  });
});
