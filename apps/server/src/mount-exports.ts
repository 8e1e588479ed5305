import type { ApiHost } from "@invista/api/kit/context";
import { createCaller } from "@invista/api/root";
import { listAuditInput } from "@invista/contracts/audit/audit";
import { csvLine } from "@invista/contracts/csv";
import { MAX_CHOSEN, MAX_PAGE } from "@invista/contracts/page";
import { exportAudit, exportHead } from "@invista/domain/system";
import type { FastifyInstance } from "fastify";
import { Readable } from "node:stream";
import { z } from "zod";
import type { Caller, Export, Page } from "./export-list.ts";
import { EXPORTS } from "./export-lists.ts";
import { contextOf } from "./mount-trpc.ts";
import { requirePermission } from "./require-permission.ts";
import { XLSX_TYPE, xlsxFile } from "./write-xlsx.ts";

const filters = z.record(z.string(), z.string().max(500));
/** `ids` are those of the chosen rows, with commas between them; what they must be says each list. */
const chosen = z
  .object({
    ids: z
      .string()
      .max(MAX_CHOSEN * 65)
      .transform((text) => text.split(",")),
  })
  .partial();

/** Mounts /api/v1/export/audit.jsonl: the filtered audit trail with all that its hashes are made of, for `scripts/audit-verify-file.mjs`. */
function mountEvidence(app: FastifyInstance, host: ApiHost): void {
  app.get("/api/v1/export/audit.jsonl", async (request, reply) => {
    const actor = await requirePermission(host, contextOf(host, request), "export.audit", "audit:export");
    const input = listAuditInput.omit({ cursor: true, limit: true }).parse(filters.parse(request.query));
    const entries = exportAudit(host.supabase, input, actor.scopeOf("audit:export"));
    const first = await entries.next();
    void reply
      .header("content-disposition", 'attachment; filename="audit.jsonl"')
      .header("cache-control", "no-store")
      .type("application/jsonl; charset=utf-8");
    return await reply.send(Readable.from(evidence(first, entries)));
  });
}

async function* evidence(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield exportHead();
  if (!first.done) yield first.value;
  yield* rest;
}

/** Mounts /api/v1/export/<list>.csv and .xlsx: the filtered list, streamed page by page with the caller's own rights. */
export function mountExports(app: FastifyInstance, host: ApiHost): void {
  mountEvidence(app, host);
  for (const [name, what] of Object.entries(EXPORTS))
    for (const [extension, { type, write }] of Object.entries(FORMATS))
      app.get(`/api/v1/export/${name}.${extension}`, async (request, reply) => {
        const context = contextOf(host, request);
        await requirePermission(host, context, `export.${name}`, what.permission);
        const { ids, ...rest } = z.record(z.string(), z.unknown()).parse(request.query);
        const input = { ...filters.parse(rest), ...chosen.parse(ids === undefined ? {} : { ids }), limit: MAX_PAGE };
        const caller = createCaller(context);
        // Read before the first byte is sent: what is wrong with the filters is still told by status.
        const first = await what.page(caller, input);
        void reply
          .header("content-disposition", `attachment; filename="${name}.${extension}"`)
          .header("cache-control", "no-store")
          .type(type);
        return await reply.send(write(name, what.columns, rows(what, caller, input, first)));
      });
}

type Rows = AsyncGenerator<(readonly unknown[])[]>;

const FORMATS: Record<
  string,
  { type: string; write: (name: string, columns: readonly string[], rows: Rows) => Readable }
> = {
  csv: {
    type: "text/csv; charset=utf-8",
    write: (_name, columns, all) => Readable.from(csvLines(columns, all)),
  },
  xlsx: { type: XLSX_TYPE, write: (name, columns, all) => xlsxFile(name, columns, all) },
};

async function* csvLines(columns: readonly string[], all: Rows): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const page of all) yield page.map(csvLine).join("");
}

async function* rows(what: Export, caller: Caller, input: Record<string, unknown>, first: Page): Rows {
  for (let page = first; ; page = await what.page(caller, { ...input, cursor: page.nextCursor })) {
    yield page.rows.map((row) => what.columns.map((column): unknown => Reflect.get(row, column)));
    if (page.nextCursor === null) return;
  }
}
