import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyInstance } from "fastify";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Serves the built SPA: files by exact name, immutable where the name holds a hash; any other page is the SPA's own route. */
export function mountSpa(app: FastifyInstance, folder: string, config: () => object): void {
  const files = new Map(existsSync(folder) ? list(folder).map((path) => [`/${path}`, join(folder, path)]) : []);
  const index = files.get("/index.html");
  const page = index ? readFileSync(index, "utf8") : null;
  app.get("/config.json", (_, reply) => reply.header("cache-control", "no-store").send(config()));
  app.setNotFoundHandler((request, reply) => {
    const path = decodeURI(request.url.split("?", 1)[0] ?? "/");
    const isPage = request.method === "GET" && !/^\/(trpc|api|auth)\//.test(path);
    const file = files.get(path);
    if (isPage && file && path !== "/index.html") {
      void reply
        .header("cache-control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache")
        .header("vary", "accept-encoding");
      const sent = smallest(files, path, request.headers["accept-encoding"] ?? "") ?? { file, encoding: null };
      if (sent.encoding) void reply.header("content-encoding", sent.encoding);
      return reply
        .type(TYPES[extname(path)] ?? "application/octet-stream")
        .header("content-length", statSync(sent.file).size)
        .send(createReadStream(sent.file));
    }
    if (isPage && page && extname(path) === "")
      return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page);
    return reply.code(404).send({
      code: "NOT_FOUND",
      rule: "record.notFound",
      message: "There is nothing at this address.",
      requestId: request.id,
      details: {},
    });
  });
}

/** The copy the build has compressed, if there is one in an encoding the browser takes. */
function smallest(
  files: ReadonlyMap<string, string>,
  path: string,
  accepted: string,
): { file: string; encoding: string } | null {
  for (const [ending, encoding] of [
    [".br", "br"],
    [".gz", "gzip"],
  ] as const) {
    const file = files.get(path + ending);
    if (file && new RegExp(`\\b${encoding}\\b`).test(accepted)) return { file, encoding };
  }
  return null;
}

function list(folder: string, prefix = ""): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix ? `${prefix}/${entry.name}` : entry.name;
    return entry.isDirectory() ? list(folder, path) : [path];
  });
}
