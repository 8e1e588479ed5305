import { buildSpa } from "./build-spa.ts";
import { generateClients } from "./db/generate-clients.ts";
import { endWithLauncher } from "./end-with-launcher.ts";

endWithLauncher();

try {
  await Promise.all([generateClients(), buildSpa()]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
// In this very process: one Node less, and signals need no second hand-over.
await import("../apps/server/src/main.ts");
