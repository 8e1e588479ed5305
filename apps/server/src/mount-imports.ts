import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ApiHost } from "@invista/api/kit/context";
import { refuse } from "@invista/contracts/errors";
import { text } from "@invista/contracts/text";
import { MAX_BYTES, registerUpload, rejectedRows } from "@invista/domain/imports";
import { newId } from "@invista/domain/shared/new-id";
import { runCommand } from "@invista/domain/shared/run-command";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { contextOf } from "./mount-trpc.ts";
import { requirePermission } from "./require-permission.ts";

const MEBIBYTE = 1_048_576;
const uploadQuery = z.strictObject({ fileName: text(200, 1) });
const key = z.uuid().optional();

/** Mounts the upload of import files (streamed to disk, at most 64 MiB) and the download of rejected rows. */
export function mountImports(app: FastifyInstance, host: ApiHost, filesFolder: string): void {
  const folder = join(filesFolder, "imports");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.post("/api/v1/imports", { bodyLimit: MAX_BYTES + MEBIBYTE }, async (request, reply) => {
      const actor = await importer(request, "write");
      const { fileName } = uploadQuery.parse(request.query);
      const idempotencyKey = key.parse(request.headers["idempotency-key"]) ?? newId();
      const id = newId();
      const { size, sha256 } = await save(request, join(folder, id));
      const upload = { fileName, size, sha256 };
      const result = await runCommand(
        host,
        {
          procedure: "import.upload",
          actor,
          idempotencyKey,
          input: upload,
          origin: { ip: request.ip, userAgent: request.headers["user-agent"] },
        },
        (work) => registerUpload(work, { id, ...upload }),
      );
      if (result.id !== id) await rm(join(folder, id), { force: true });
      return await reply.code(201).send(result);
    });
  });
  app.get("/api/v1/imports/:id/rejected.csv", async (request, reply) => {
    const actor = await importer(request, "read");
    const { id } = z.object({ id: z.string().max(64) }).parse(request.params);
    const lines = rejectedRows({ db: host.neon, actor, now: host.now() }, id, folder);
    const first = await lines.next();
    void reply
      .header("content-disposition", `attachment; filename="rejected-${id}.csv"`)
      .header("cache-control", "no-store")
      .type("text/csv; charset=utf-8");
    return await reply.send(Readable.from(prepend(first.done ? "" : first.value, lines)));
  });

  const importer = (request: FastifyRequest, intent: "read" | "write") =>
    requirePermission(host, contextOf(host, request), "import.upload", "product:import", intent);
}

async function* prepend(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** Streams the body to disk; a file beyond the limit is removed again. */
async function save(request: FastifyRequest, path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  const meter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length;
      hash.update(chunk);
      done(size > MAX_BYTES ? refuse("INVALID", "import.fileTooLarge", { max: "64 MiB" }) : null, chunk);
    },
  });
  const body = request.body instanceof Readable ? request.body : Readable.from([]);
  try {
    await pipeline(body, meter, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { size, sha256: hash.digest("hex") };
}
