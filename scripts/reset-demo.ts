import { createInterface } from "node:readline/promises";
import { databaseUrls } from "@invista/db/environment";
import { resetHome } from "@invista/local-stack";
import { invistaHome } from "./invista-home.ts";

const home = invistaHome();

try {
  if (databaseUrls()) throw new Error("demo:reset only clears the embedded databases, and database URLs are set");
  if (await isAgreed()) {
    resetHome(home);
    console.log(`Cleared ${home}. npm start makes a fresh demo.`);
  } else {
    console.log("Nothing was changed.");
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function isAgreed(): Promise<boolean> {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY)
    throw new Error(
      "demo:reset asks before it deletes: answer in a terminal, or pass --yes (npm run demo:reset -- --yes)",
    );
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`Delete all data, accounts and files in ${home}? Type yes: `);
  prompt.close();
  return answer.trim().toLowerCase() === "yes";
}
