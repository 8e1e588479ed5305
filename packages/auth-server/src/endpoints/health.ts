import type { FastifyInstance } from "fastify";

/** GET /health: the process answers; it says nothing about the database. */
export function health(app: FastifyInstance): void {
  app.get("/health", () => ({
    version: "invista-1",
    name: "GoTrue",
    description: "Invista's embedded auth server, compatible with Supabase Auth",
  }));
}
