import { execFile } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { explainFailure } from "./explain-failure.ts";
import { nativeEnvironment } from "./native-binaries.ts";
import { type Account, giveTo } from "./run-as.ts";

/** Makes the data folder when there is none; throws a line when the one there is of another PostgreSQL version. */
export async function initCluster(options: {
  name: string;
  data: string;
  binaries: string;
  major: string;
  account: Account | undefined;
  password: string;
}): Promise<void> {
  const versionFile = join(options.data, "PG_VERSION");
  if (existsSync(versionFile)) {
    const found = readFileSync(versionFile, "utf8").trim();
    if (found === options.major) return;
    throw new Error(
      `The data in ${options.data} was written by PostgreSQL ${found}, this Invista runs ${options.major}: move it with pg_dump, or set INVISTA_HOME to a new folder`,
    );
  }
  // Made under another name: a crash half way leaves no folder that looks finished.
  const fresh = `${options.data}.new`;
  const passwordFile = join(dirname(options.data), `.${options.name}-password`);
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  giveTo(options.account, passwordFile);
  try {
    await runInitdb(options, fresh, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(options.data, { recursive: true, force: true });
  renameSync(fresh, options.data);
}

function runInitdb(
  { name, binaries, account }: { name: string; binaries: string; account: Account | undefined },
  folder: string,
  passwordFile: string,
): Promise<void> {
  const args = ["-D", folder, "-U", "postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"];
  const options = { ...account, cwd: "/", env: nativeEnvironment(binaries) };
  return new Promise((done, fail) => {
    execFile(join(binaries, "bin", "initdb"), [...args, ...locale], options, (error, _stdout, stderr) => {
      if (!error) return done();
      rmSync(folder, { recursive: true, force: true });
      fail(new Error(explainFailure(stderr || error.message, name, dirname(folder)), { cause: error }));
    });
  });
}
