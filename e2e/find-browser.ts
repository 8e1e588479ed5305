import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { downloadBrowser } from "./download-browser.ts";
import { unpackBrowser } from "./unpack-browser.ts";
import { isRunnable } from "./is-runnable.ts";

/** A Chromium to drive: what Playwright's launch options take. */
export interface Browser {
  executablePath: string;
  /** Variables to add to the environment it is started with. */
  env: Record<string, string>;
  args: string[];
}

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];
const USUAL_FOLDERS = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome", "/usr/lib/chromium"];
const MAC_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  join(homedir(), "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
];

/**
 * A browser on any machine: the one INVISTA_BROWSER names, an installed one, Playwright's own download where there is
 * one or it can be had, else the Chromium that came with the npm packages. Throws a line when none of them runs.
 */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.INVISTA_BROWSER;
  if (named) {
    if (await isRunnable(named)) return plain(named);
    throw new Error(`INVISTA_BROWSER names ${named}, which does not run`);
  }
  for (const place of installedPlaces()) {
    if (existsSync(place) && (await isRunnable(place))) return plain(place);
  }
  const downloaded = await downloadBrowser(chromium.executablePath());
  if (downloaded) return plain(downloaded);
  const unpacked = await unpackBrowser();
  if (unpacked) return unpacked;
  throw new Error("No Chromium found: install one, or name it by INVISTA_BROWSER");
}

function installedPlaces(): string[] {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...USUAL_FOLDERS].filter((folder) => folder !== "");
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...new Set([...onPath, ...MAC_PLACES])];
}

function plain(executablePath: string): Browser {
  return { executablePath, env: {}, args: sandboxArguments() };
}

/** Chromium's sandbox does not work for root, and in many containers not for anybody. */
function sandboxArguments(): string[] {
  return process.getuid?.() === 0 || existsSync("/.dockerenv") || process.env.CI ? ["--no-sandbox"] : [];
}
