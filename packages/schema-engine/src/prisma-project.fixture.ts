import { execFile, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

const ENGINE = join(import.meta.dirname, "engine.mjs");
const PRISMA = join(import.meta.dirname, "../../../node_modules/prisma/build/index.js");

export interface Outcome {
  code: number;
  output: string;
}

/** A Prisma project of one model in a temporary folder, whose commands run through our engine. */
export function makeProject(url: string) {
  const folder = mkdtempSync(join(tmpdir(), "invista-engine-"));
  mkdirSync(join(folder, "migrations"));
  const config = `export default { schema: "schema.prisma", migrations: { path: "migrations" }, datasource: { url: process.env.DATABASE_URL } };\n`;
  writeFileSync(join(folder, "prisma.config.mjs"), config);
  writeFileSync(join(folder, "migrations", "migration_lock.toml"), 'provider = "postgresql"\n');
  const env = {
    ...process.env,
    DATABASE_URL: url,
    PRISMA_SCHEMA_ENGINE_BINARY: ENGINE,
    CHECKPOINT_DISABLE: "1",
    NO_COLOR: "1",
  };

  return {
    /** Writes the schema with these fields in its only model. */
    writeSchema(...fields: string[]) {
      const lines = [
        "datasource db {",
        '  provider = "postgresql"',
        "}",
        "generator client {",
        '  provider = "prisma-client"',
        '  output = "client"',
        '  previewFeatures = ["partialIndexes"]',
        "}",
        "model Thing {",
        "  id Int @id @default(autoincrement())",
      ];
      writeFileSync(
        join(folder, "schema.prisma"),
        [...lines, ...fields.map((field) => `  ${field}`), "}", ""].join("\n"),
      );
    },
    writeMigration(name: string, sql: string) {
      mkdirSync(join(folder, "migrations", name));
      writeFileSync(join(folder, "migrations", name, "migration.sql"), sql);
    },
    writeFile(name: string, text: string) {
      writeFileSync(join(folder, name), text);
    },
    /** The SQL of the migration whose folder ends so. */
    migrationNamed(ending: string): string {
      const name = readdirSync(join(folder, "migrations")).find((entry) => entry.endsWith(ending)) ?? ending;
      return readFileSync(join(folder, "migrations", name, "migration.sql"), "utf8");
    },
    run(args: string[], extra: Record<string, string> = {}): Promise<Outcome> {
      return new Promise((done) => {
        execFile(
          process.execPath,
          [PRISMA, ...args],
          { cwd: folder, env: { ...env, ...extra } },
          (error, stdout, stderr) => {
            done({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, output: stdout + stderr });
          },
        );
      });
    },
    /** Runs in a terminal, which `migrate dev` insists on, and types the answer when the question appears. */
    runInTerminal(args: string[], question?: RegExp, answer = ""): Promise<Outcome> {
      const command = [process.execPath, PRISMA, ...args].map((word) => `'${word}'`).join(" ");
      const child = spawn("script", ["-qec", command, "/dev/null"], {
        cwd: folder,
        // Under CI Prisma asks nobody and answers for him; here somebody sits at the terminal.
        env: { ...env, CI: undefined },
        stdio: ["pipe", "pipe", "pipe"],
      });
      let output = "";
      let answering: NodeJS.Timeout | undefined;
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (answering || !question?.test(output)) return;
        // The question is shown before its keys are read: what is typed too early is lost, so it is typed again.
        answering = setInterval(() => child.stdin.writable && child.stdin.write(answer), 400);
      });
      child.stdin.on("error", () => undefined);
      return new Promise((done) =>
        child.once("close", (code) => {
          clearInterval(answering);
          done({ code: code ?? 1, output });
        }),
      );
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the engine says to the question whether it can connect: nothing when it can. */
export function askEngine(url: string): Promise<string> {
  const args = [ENGINE, "--datasource", JSON.stringify({ url }), "cli", "can-connect-to-database"];
  return new Promise((done) => execFile(process.execPath, args, (_error, _stdout, stderr) => done(stderr)));
}

/** Whether this machine has util-linux's `script`, which gives a program a terminal. */
export function canMakeTerminal(): boolean {
  return process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
}

/** The rows a query gives on that database. */
export async function queryRows(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
