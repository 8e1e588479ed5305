import { splitSchema } from "./database-url.mjs";
import { describeError } from "./describe-error.mjs";
import { connect, createDatabase, dropDatabase } from "./maintenance.mjs";

/** Answers the one-shot commands of the engine's `cli` and returns the exit code. */
export async function runCliCommand(command, url) {
  try {
    if (command === undefined) throw new Error("This schema engine does not know that command");
    if (command === "can-connect-to-database") await (await connect(splitSchema(url).connectionString)).end();
    else if (command === "create-database") await createDatabase(url);
    else await dropDatabase(url);
    return 0;
  } catch (error) {
    const { code, message } = describeError(error, url);
    // Prisma reads the last line of stderr and wants at least one before it.
    log("INFO", { message: "schema engine" }, "schema_engine");
    log("ERROR", { is_panic: false, error_code: code ?? "", message, meta: "null" }, "schema_engine::logger");
    return 1;
  }
}

function log(level, fields, target) {
  process.stderr.write(`${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target })}\n`);
}
