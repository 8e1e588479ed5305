import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    alias: { "@/lib/db": join(root, "packages/db/src/index.ts") },
  },
  test: {
    include: [
      "packages/*/{src,test}/**/*.test.ts",
      "apps/server/src/**/*.test.ts",
      "apps/web/src/**/*.test.ts",
      "seeds/src/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    globalSetup: ["packages/testkit/src/global-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { INVISTA_DEMO: "0" },
  },
});
