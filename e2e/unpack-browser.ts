import { execFile } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createBrotliDecompress } from "node:zlib";
import { isRunnable } from "./is-runnable.ts";

/**
 * The Chromium of @sparticuz/chromium, unpacked once together with the libraries and fonts it brings for machines that
 * lack them; null where it does not run. The package's own unpacking leaves the libraries out and shares a fixed path
 * in the temporary folder with every other user.
 */
export async function unpackBrowser(): Promise<{
  executablePath: string;
  env: Record<string, string>;
  args: string[];
} | null> {
  if (platform() !== "linux" || arch() !== "x64") return null;
  const archives = join(dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"))), "bin");
  const folder = await unpackOnce(archives);
  const executablePath = join(folder, "chromium");
  const ownLibraries = {
    LD_LIBRARY_PATH: [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
  };
  const fonts: Record<string, string> = existsSync("/etc/fonts/fonts.conf")
    ? {}
    : { FONTCONFIG_PATH: join(folder, "fonts") };
  const env = { ...ownLibraries, ...fonts };
  if (!(await isRunnable(executablePath, env))) return null;
  return { executablePath, env, args: ["--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"] };
}

async function unpackOnce(archives: string): Promise<string> {
  const cache = cacheFolder();
  const target = join(cache, "chromium");
  if (existsSync(join(target, "chromium"))) return target;
  const fresh = mkdtempSync(join(cache, "unpacking-"));
  try {
    await Promise.all([
      decompress(join(archives, "chromium.br"), join(fresh, "chromium"), 0o755),
      unpackTar(join(archives, "al2023.tar.br"), join(fresh, "al2023")),
      unpackTar(join(archives, "fonts.tar.br"), join(fresh, "fonts")),
    ]);
    // Renamed when complete: a run that is killed half way leaves nothing that looks like a browser.
    if (!existsSync(target)) renameSync(fresh, target);
    return target;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Beside the packages, by version through the package's own path; in the temporary folder where that is read-only. */
function cacheFolder(): string {
  const version =
    createRequire(import.meta.url)
      .resolve("@sparticuz/chromium")
      .match(/chromium@([\w.-]+)/)?.[1] ?? "current";
  const beside = join(import.meta.dirname, "../node_modules/.cache", `invista-browser-${version}`);
  try {
    mkdirSync(beside, { recursive: true });
    return beside;
  } catch {
    return mkdtempSync(join(tmpdir(), "invista-browser-"));
  }
}

async function unpackTar(archive: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const plain = `${folder}.tar`;
  await decompress(archive, plain, 0o600);
  await promisify(execFile)("tar", ["-xf", plain, "-C", folder]);
  rmSync(plain);
}

async function decompress(archive: string, target: string, mode: number): Promise<void> {
  await pipeline(
    createReadStream(archive),
    createBrotliDecompress({ chunkSize: 2 ** 20 }),
    createWriteStream(target, { mode }),
  );
}
