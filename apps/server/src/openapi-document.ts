import { CODE_STATUS } from "@invista/contracts/errors";
import { appRouter } from "@invista/api/root";
import { generateOpenApiDocument } from "trpc-to-openapi";
import { z } from "zod";

const operation = z.looseObject({ responses: z.record(z.string(), z.unknown()) });
const shape = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).optional() }).optional(),
});

const ERROR = {
  type: "object",
  required: ["code", "rule", "message", "requestId", "details"],
  properties: {
    code: { type: "string", enum: Object.keys(CODE_STATUS) },
    rule: { type: "string", description: "What refused it: a stable name such as stock.insufficient" },
    message: { type: "string", description: "The sentence for people" },
    requestId: { type: "string" },
    details: { type: "object", description: "Facts of the refusal" },
  },
};
const REFUSALS: Record<string, string> = {
  "400": "The input is not valid",
  "401": "Nobody is signed in",
  "403": "The permission is missing; details.permission names it",
  "404": "There is no such record, or it is out of scope",
  "409": "A rule forbids it, the record was changed meanwhile, or the key was used for another request",
  "413": "The body is too large",
  "429": "Too many requests; Retry-After says when",
  "500": "A fault on our side",
  "503": "A database can't be reached or the server is busy; Retry-After says when",
};

const refusals = Object.fromEntries(
  Object.entries(REFUSALS).map(([status, description]) => [
    status,
    { description, content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } },
  ]),
);
const csv = (summary: string) => ({
  get: {
    summary,
    tags: ["files"],
    security: [{ Authorization: [] }],
    responses: {
      "200": { description: summary, content: { "text/csv": { schema: { type: "string" } } } },
      ...refusals,
    },
  },
});

/** The files that are no procedures: upload of an import, its rejected rows, and every list as CSV. */
const FILES = {
  "/imports": {
    post: {
      summary: "Upload a file to import; its dry run starts at once",
      tags: ["files"],
      security: [{ Authorization: [] }],
      parameters: [{ name: "fileName", in: "query", required: true, schema: { type: "string", maxLength: 200 } }],
      requestBody: {
        required: true,
        content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
      },
      responses: {
        "201": {
          description: "The import",
          content: {
            "application/json": {
              schema: { type: "object", properties: { id: { type: "string" }, status: { type: "string" } } },
            },
          },
        },
        ...refusals,
      },
    },
  },
  "/imports/{id}/rejected.csv": csv("The rejected rows of an import with what is wrong"),
  ...Object.fromEntries(
    ["products", "stock", "movements", "orders", "customers", "audit"].map((list) => [
      `/export/${list}.csv`,
      csv(`The filtered list of ${list} as CSV`),
    ]),
  ),
};

/** The OpenAPI 3.1 document of the REST API: procedures from the router, their refusals in the shape that is really sent, and the file routes. */
export function openApiDocument(version: string, baseUrl: string): object {
  const document = shape.parse(
    generateOpenApiDocument(appRouter, { title: "Invista", version, openApiVersion: "3.1.0", baseUrl }),
  );
  for (const methods of Object.values(document.paths)) {
    for (const described of Object.values(methods)) {
      const successes = Object.entries(described.responses).filter(([status]) => status.startsWith("2"));
      described.responses = { ...Object.fromEntries(successes), ...refusals };
    }
  }
  const kept = Object.entries(document.components?.schemas ?? {}).filter(([name]) => !name.startsWith("error."));
  const paths: Record<string, object> = { ...document.paths };
  for (const [path, methods] of Object.entries(FILES)) paths[path] = { ...paths[path], ...methods };
  return {
    ...document,
    paths,
    components: { ...document.components, schemas: { ...Object.fromEntries(kept), Error: ERROR } },
  };
}
