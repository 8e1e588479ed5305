import { join } from "node:path";
import { root, whenChanged } from "./content-stamp.ts";
import { runTool } from "./run-process.ts";

/** Builds the single-page application when its sources, the contracts it shares with the server or a package changed. */
export async function buildSpa(always = false): Promise<void> {
  const inputs = ["apps/web", "packages/contracts/src", "pnpm-lock.yaml", "tsconfig.base.json"];
  await whenChanged({ name: "build-spa", inputs, output: "apps/web/dist/index.html", always }, async () => {
    const cwd = join(root, "apps/web");
    const code = await runTool("vite", ["build"], { cwd, quiet: !always, env: { NODE_ENV: "production" } });
    if (code !== 0) throw new Error("Building the web application failed");
  });
}
