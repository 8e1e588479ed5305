import { startTestAuth } from "../src/testing.ts";

// A server in a process of its own, so that it can be killed: database and home by argument, its address by message.
const [databaseUrl = "", home = ""] = process.argv.slice(2);
const auth = await startTestAuth(databaseUrl, { home });
process.send?.(auth.url);
