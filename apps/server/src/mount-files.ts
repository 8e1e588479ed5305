import type { ApiHost } from "@invista/api/kit/context";
import { refuse } from "@invista/contracts/errors";
import { FILE_MAX_BYTES } from "@invista/contracts/product/files";
import { id, text } from "@invista/contracts/text";
import { addFile, readFile } from "@invista/domain/catalog";
import { newId } from "@invista/domain/shared/new-id";
import { runCommand } from "@invista/domain/shared/run-command";
import type { FastifyInstance } from "fastify";
import { createHash } from "node:crypto";
import { z } from "zod";
import { contextOf } from "./mount-trpc.ts";
import { requirePermission } from "./require-permission.ts";
import { sniffFile } from "./sniff-file.ts";

const PROCEDURE = "product.addFile";
const uploadQuery = z.strictObject({ fileName: text(255, 1) });
const key = z.uuid().optional();
const target = z.object({ id });

/** Mounts the upload of pictures and papers of a product, and the address under which they are read. */
export function mountFiles(app: FastifyInstance, host: ApiHost): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // A byte more than is kept, so that what is too large is refused in our own words.
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: FILE_MAX_BYTES + 1 }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error) => {
      const isTooLarge = Reflect.get(Object(error), "code") === "FST_ERR_CTP_BODY_TOO_LARGE";
      throw isTooLarge ? refuse("INVALID", "file.tooLarge", { max: "5 MB" }) : error;
    });
    scope.post("/api/v1/products/:id/files", { bodyLimit: FILE_MAX_BYTES + 1 }, async (request, reply) => {
      const actor = await requirePermission(host, contextOf(host, request), PROCEDURE, "product:update", "write");
      const { id: productId } = target.parse(request.params);
      const { fileName: name } = uploadQuery.parse(request.query);
      const idempotencyKey = key.parse(request.headers["idempotency-key"]) ?? newId();
      const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (content.length === 0) throw refuse("INVALID", "file.empty");
      const kind = sniffFile(content, name);
      if (!kind) throw refuse("INVALID", "file.kind");
      const sha256 = createHash("sha256").update(content).digest("hex");
      const origin = { ip: request.ip, userAgent: request.headers["user-agent"] };
      const made = await runCommand(
        host,
        { procedure: PROCEDURE, actor, idempotencyKey, input: { productId, name, sha256 }, origin },
        (work) => addFile(work, { productId, name, ...kind, content: Uint8Array.from(content) }),
      );
      return reply.code(201).send(made);
    });
  });
  app.get("/api/v1/files/:id", async (request, reply) => {
    const actor = await requirePermission(host, contextOf(host, request), "product.readFile", "product:read");
    const file = await readFile({ db: host.neon, actor, now: host.now() }, target.parse(request.params).id);
    const name = encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
    return reply
      .header("content-disposition", `${file.isImage ? "inline" : "attachment"}; filename*=UTF-8''${name}`)
      .header("cache-control", "private, max-age=31536000, immutable")
      .header("x-content-type-options", "nosniff")
      .header("content-security-policy", "default-src 'none'; sandbox")
      .type(file.mediaType)
      .send(Buffer.from(file.content));
  });
}
