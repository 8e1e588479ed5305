import type { ApiHost } from "@invista/api/kit/context";
import { appRouter, createCaller } from "@invista/api/root";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { docsPage } from "./docs-page.ts";
import { contextOf } from "./mount-trpc.ts";
import { openApiDocument } from "./openapi-document.ts";

const definition = z.object({
  inputs: z.array(z.instanceof(z.ZodObject)),
  meta: z.object({ openapi: z.object({ method: z.enum(["GET", "POST", "PATCH", "DELETE"]), path: z.string() }) }),
});
const fields = z.record(z.string(), z.unknown());

/** Mounts every procedure as REST under /api/v1 with its OpenAPI 3.1 document; both come from the same router. */
export function mountRest(app: FastifyInstance, host: ApiHost, siteUrl: () => string): void {
  for (const [name, procedure] of Object.entries(appRouter._def.procedures)) {
    const parsed = definition.safeParse(Reflect.get(procedure, "_def"));
    if (!parsed.success) continue;
    const { inputs, meta } = parsed.data;
    const call = name.split(".").reduce<(caller: unknown) => unknown>(
      (get, key) => (caller) => Reflect.get(Object(get(caller)), key),
      (caller) => caller,
    );
    app.route({
      method: meta.openapi.method,
      url: `/api/v1${meta.openapi.path.replace(/\{(\w+)\}/g, ":$1")}`,
      handler: async (request, reply) => {
        const procedureCall = call(createCaller(contextOf(host, request)));
        if (typeof procedureCall !== "function") throw new Error(`${name} is not callable`);
        void reply.header("cache-control", "no-store");
        return await procedureCall(inputOf(request, inputs[0]));
      },
    });
  }
  let document: unknown;
  app.get("/api/v1/openapi.json", () => (document ??= openApiDocument(host.version, `${siteUrl()}/api/v1`)));
  app.get("/api/v1/docs", (_, reply) => reply.type("text/html; charset=utf-8").send(docsPage));
}

/** Path, query and body as one input; what arrives as text in the URL becomes the number or truth value its schema asks for. */
function inputOf(request: FastifyRequest, schema: z.ZodObject | undefined): Record<string, unknown> {
  const url = { ...fields.parse(request.query), ...fields.parse(request.params) };
  const typed = Object.fromEntries(Object.entries(url).map(([key, value]) => [key, coerce(value, schema?.shape[key])]));
  const body = fields.safeParse(request.body ?? {});
  return { ...(body.success ? body.data : { body: request.body }), ...typed };
}

function coerce(value: unknown, schema: unknown): unknown {
  if (typeof value !== "string" || !(schema instanceof z.ZodType)) return value;
  const accepts = (candidate: unknown) => schema.safeParse(candidate).success;
  if (accepts(value)) return value;
  if (
    value !== "" &&
    Number.isFinite(Number(value)) &&
    schema.safeParse(Number(value)).error?.issues.every((issue) => issue.code !== "invalid_type") !== false
  )
    return Number(value);
  if ((value === "true" || value === "false") && accepts(value === "true")) return value === "true";
  return value;
}
