import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { createAdapterFactory } from "./adapter-factory.mjs";
import { describeError } from "./describe-error.mjs";
import { loadWasmEngine } from "./load-wasm.mjs";
import { createDatabase } from "./maintenance.mjs";

const METHODS = new Set([
  "applyMigrations",
  "createMigration",
  "dbExecute",
  "debugPanic",
  "devDiagnostic",
  "diagnoseMigrationHistory",
  "diff",
  "ensureConnectionValidity",
  "evaluateDataLoss",
  "introspect",
  "introspectSql",
  "markMigrationApplied",
  "markMigrationRolledBack",
  "reset",
  "schemaPush",
]);

/** The methods that compare the database, or a shadow of it, with the schema. */
const COMPARING = new Set([
  "createMigration",
  "devDiagnostic",
  "diagnoseMigrationHistory",
  "evaluateDataLoss",
  "schemaPush",
]);

/** Serves the engine's line-delimited JSON-RPC until the input ends; calls are answered one after the other. */
export async function serveRpc({ datasource, datamodelPaths }, input, output) {
  const readDatamodels = () => Promise.all(datamodelPaths.map(async (path) => [path, await readFile(path, "utf8")]));
  const adapters = createAdapterFactory(datasource);
  const boundFactory = bindMigrationAwareSqlAdapterFactory(adapters.factory);
  let engine;
  let toldPreviewFeatures = false;

  async function openEngine() {
    if (engine) return engine;
    const SchemaEngine = await loadWasmEngine();
    const datamodels = datamodelPaths.length > 0 ? await readDatamodels() : undefined;
    engine = await SchemaEngine.new({ datamodels }, () => {}, boundFactory);
    return engine;
  }

  /**
   * Only a comparison with the datasource tells the connection which preview features the schema names. Without it,
   * push and migrate overlook the partial indexes a database has, and want to make them again on every run.
   */
  async function tellPreviewFeatures() {
    if (toldPreviewFeatures || datamodelPaths.length === 0) return;
    toldPreviewFeatures = true;
    const files = (await readDatamodels()).map(([path, content]) => ({ path, content }));
    const from = { tag: "schemaDatasource", files, configDir: dirname(files[0].path) };
    const options = { shadowDatabaseUrl: null, script: false, exitCode: null };
    const filters = { externalTables: [], externalEnums: [] };
    // Whatever is wrong with the schema or the database is reported by the call that was asked for.
    await (await openEngine()).diff({ from, to: { tag: "empty" }, ...options, filters }).catch(() => undefined);
  }

  async function answer(method, params) {
    const argument = Array.isArray(params) ? params[0] : params;
    if (method === "createDatabase") return { databaseName: await createDatabase(datasource.url) };
    if (method === "getDatabaseVersion") return (await openEngine()).version(argument);
    if (!METHODS.has(method)) throw Object.assign(new Error(`Method not found: ${method}`), { rpcCode: -32601 });
    if (COMPARING.has(method)) await tellPreviewFeatures();
    const result = await (await openEngine())[method](argument);
    if (method === "diff" && result.stdout) {
      // Prisma prints a diff on request of the engine, as a call in the other direction.
      send({ jsonrpc: "2.0", id: 1, method: "print", params: { content: result.stdout } });
    }
    return result ?? null;
  }

  function send(message) {
    output.write(`${JSON.stringify(message)}\n`);
  }

  async function handleLine(line) {
    const { id, method, params } = JSON.parse(line);
    if (!method) return;
    try {
      send({ jsonrpc: "2.0", id, result: await answer(method, params) });
    } catch (error) {
      const { code, message } = describeError(trueCause(error, boundFactory.errorRegistry), datasource.url);
      const data = { is_panic: false, message, meta: error?.meta ?? null, error_code: code };
      send({
        jsonrpc: "2.0",
        id,
        error: { code: error?.rpcCode ?? 4466, message: "An error happened. Check the data field for details.", data },
      });
    }
  }

  const stopEarly = () => void adapters.dropShadows().finally(() => process.exit(130));
  process.once("SIGTERM", stopEarly).once("SIGINT", stopEarly).once("SIGHUP", stopEarly);
  for await (const line of createInterface({ input })) {
    if (line.trim()) await handleLine(line);
  }
  await adapters.dropShadows();
}

/** The wasm engine knows an error of the driver only by a number; what it was is in the registry under that number. */
function trueCause(error, registry) {
  const id = /External error id#(\d+)/.exec(String(error?.message ?? error))?.[1];
  return (id !== undefined && registry.consumeError(Number(id))?.error) || error;
}
