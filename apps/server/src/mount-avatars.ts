import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ApiHost } from "@invista/api/kit/context";
import { refuse } from "@invista/contracts/errors";
import { AVATAR_MAX_BYTES, AVATAR_MAX_SIDE, avatarFile } from "@invista/contracts/profile/profile";
import { setAvatar } from "@invista/domain/identity";
import type { Actor } from "@invista/domain/shared/actor";
import { newId } from "@invista/domain/shared/new-id";
import { runIdentityCommand } from "@invista/domain/shared/run-identity-command";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { contextOf } from "./mount-trpc.ts";
import { IMAGE_TYPE, sniffImage } from "./sniff-image.ts";

const PERMISSION = "session:read_own";
const PROCEDURE = "avatar.set";

/** Mounts the upload of one's own picture and the address under which pictures are shown. */
export function mountAvatars(app: FastifyInstance, host: ApiHost, filesFolder: string): void {
  const folder = join(filesFolder, "avatars");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: AVATAR_MAX_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    scope.post("/api/v1/avatars", async (request, reply) => {
      const actor = await person(request);
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const image = sniffImage(bytes);
      if (!image || image.width < 1 || image.height < 1) throw refuse("INVALID", "avatar.notImage");
      if (Math.max(image.width, image.height) > AVATAR_MAX_SIDE)
        throw refuse("INVALID", "avatar.tooLarge", { max: `${AVATAR_MAX_SIDE} pixels` });
      const file = `${randomBytes(16).toString("hex")}.${image.type}`;
      await writeFile(join(folder, file), bytes, { mode: 0o600, flag: "wx" });
      try {
        await point(request, actor, file);
      } catch (error) {
        await rm(join(folder, file), { force: true });
        throw error;
      }
      return await reply.code(201).send({ avatar: file });
    });
    scope.delete("/api/v1/avatars", async (request, reply) => {
      await point(request, await person(request), null);
      return await reply.send({ avatar: null });
    });
  });
  app.get("/api/v1/avatars/:file", async (request, reply) => {
    const { file } = z.object({ file: avatarFile }).parse(request.params);
    const bytes = await readFile(join(folder, file)).catch(() => {
      throw refuse("NOT_FOUND", "record.notFound", { entity: "Picture" });
    });
    const { type } = sniffImage(bytes) ?? {};
    return await reply
      .header("cache-control", "private, max-age=31536000, immutable")
      .header("x-content-type-options", "nosniff")
      .header("content-security-policy", "default-src 'none'; sandbox")
      .type(type ? IMAGE_TYPE[type] : "application/octet-stream")
      .send(bytes);
  });

  /** A picture is its person's own: no program changes it. */
  async function person(request: FastifyRequest): Promise<Actor> {
    const { authorization, ip, userAgent, deviceId } = contextOf(host, request);
    const call = { fresh: true, intent: "write", procedure: PROCEDURE, ip, userAgent, deviceId } as const;
    const { userId, permissions, apiKeyId, sessionId, ...rest } = await host.authenticate(authorization, call);
    const isPerson = apiKeyId === undefined;
    if (isPerson && permissions.has(PERMISSION)) return { userId, permissions, sessionId, ...rest };
    const rule = isPerson ? "permission.missing" : "auth.apiKeyNotEnough";
    host.denied({ userId, procedure: PROCEDURE, permission: PERMISSION, rule, ip, apiKeyId, sessionId });
    throw refuse("FORBIDDEN", rule, isPerson ? { permission: PERMISSION } : {});
  }

  /** The picture that nothing points to any more is deleted: one file per person. */
  async function point(request: FastifyRequest, actor: Actor, file: string | null): Promise<void> {
    const { replaced } = await runIdentityCommand(
      host,
      {
        procedure: PROCEDURE,
        actor,
        idempotencyKey: newId(),
        input: { file },
        origin: { ip: request.ip, userAgent: request.headers["user-agent"] },
      },
      (work) => setAvatar(work, file),
    );
    if (replaced && avatarFile.safeParse(replaced).success) await rm(join(folder, replaced), { force: true });
  }
}
