import { healthCheck, metrics, type Health } from "@invista/db";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { timingSafeEqual } from "node:crypto";

/** Mounts /healthz (the process lives), /readyz (both databases answer) and /metrics (loopback, or with the token). */
export function mountHealth(app: FastifyInstance, metricsToken: string | undefined, isStarted: () => boolean): void {
  app.get("/healthz", () => ({ status: "alive" }));
  app.get("/readyz", async (_, reply) => {
    const health: Health = isStarted() ? await healthCheck() : { status: "unhealthy", error: "still starting" };
    return reply
      .code(health.status === "healthy" ? 200 : 503)
      .header("cache-control", "no-store")
      .send(health);
  });
  app.get("/metrics", async (request, reply) => {
    if (!mayRead(request, metricsToken))
      return reply
        .code(403)
        .send({ code: "FORBIDDEN", message: "Metrics are for this machine, or with METRICS_TOKEN." });
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  const given = Buffer.from(request.headers.authorization?.replace(/^Bearer /, "") ?? "");
  const wanted = Buffer.from(token ?? "");
  if (token && given.length === wanted.length && timingSafeEqual(given, wanted)) return true;
  return ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.socket.remoteAddress ?? "");
}
