import { generateClients } from "./generate-clients.ts";

await generateClients(true);
