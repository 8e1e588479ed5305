import { spawn } from "node:child_process";
import { join } from "node:path";
import { createServer, type ProxyOptions } from "vite";
import { freePort } from "../apps/server/src/free-port.ts";
import { root } from "./content-stamp.ts";
import { generateClients } from "./db/generate-clients.ts";
import { endWithLauncher } from "./end-with-launcher.ts";

const PROXIED = ["/trpc", "/api", "/auth", "/healthz", "/readyz", "/metrics"];

endWithLauncher();
await generateClients();
const host = process.env.HOST || "127.0.0.1";
const port = Number(process.env.PORT || 4000);
const apiPort = await freePort("127.0.0.1");
const site = process.env.SITE_URL || `http://${host}:${port}`;

// Restarted by Node on every change of a file it has imported; SIGTERM lets it stop its databases first.
const api = spawn(process.execPath, ["--watch", "--watch-preserve-output", join(root, "apps/server/src/main.ts")], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
  env: { NODE_ENV: "development", ...process.env, PORT: String(apiPort), HOST: "127.0.0.1", SITE_URL: site },
});
const apiEnded = new Promise<void>((done) => api.once("exit", () => done()));

const target: ProxyOptions = { target: `http://127.0.0.1:${apiPort}` };
const web = await createServer({
  root: join(root, "apps/web"),
  configFile: join(root, "apps/web/vite.config.ts"),
  server: { host, port, strictPort: true, proxy: Object.fromEntries(PROXIED.map((path) => [path, target])) },
});

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
void apiEnded.then(() => stop(1));

try {
  await web.listen();
  console.log(`Invista for development: ${site} (reloads on change)`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  api.kill("SIGTERM");
  await Promise.all([apiEnded, web.close()]);
  process.exit(code);
}
