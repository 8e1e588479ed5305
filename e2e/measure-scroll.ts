import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "./find-browser.ts";

export interface Scrolled {
  /** Time between two frames while the list was read to its end, in milliseconds. */
  readonly travel: readonly number[];
  /** Time between two frames while the wheel was turned over what had been read. */
  readonly wheel: readonly number[];
  /** The last row that was on screen, counted from 1, and how long the way there took. */
  readonly rows: number;
  readonly seconds: number;
  /** Whether the list says that this was its last row. */
  readonly ended: boolean;
}

/** More than the height of a page of the list: the end of what was read is always on screen, so the next page is asked for at once. */
const STRIDE = 8_000;
const NOTCH = 700;
const LAST_ROW = `(() => {
  const rows = document.querySelectorAll("table[data-list] tbody tr[data-id]");
  return { row: Number(rows[rows.length - 1]?.ariaRowIndex ?? 0), of: Number(document.querySelector("table[data-list]")?.ariaRowCount ?? -1) };
})()`;

/**
 * Signs in, opens a list and scrolls to its end, which is read page after page on the way, within so many seconds; then turns the wheel over the whole of it
 * for some more.
 */
export async function measureScroll(
  site: string,
  account: { readonly email: string; readonly password: string },
  path: string,
  limits: { readonly travelSeconds: number; readonly wheelSeconds: number },
): Promise<Scrolled> {
  const { executablePath, env, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${site}/sign-in`);
    await page.getByLabel("E-mail").fill(account.email);
    await page.getByLabel("Password", { exact: true }).fill(account.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
    await page.goto(`${site}${path}`);
    await page.locator("tbody tr[data-id]").first().hover();
    await page.evaluate(
      "window.frames_ = []; let last = performance.now(); const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick);",
    );
    const begun = Date.now();
    let at = await lastRow(page);
    // The head is a row too, in the index of a row as in their count; without an end in sight the count is -1.
    while (at.row !== at.of && Date.now() - begun < limits.travelSeconds * 1_000) {
      await page.mouse.wheel(0, STRIDE);
      at = await lastRow(page);
    }
    const seconds = (Date.now() - begun) / 1_000;
    const travel = await takeFrames(page);
    await page.evaluate("document.querySelector('table[data-list]').parentElement.scrollTop /= 2");
    await takeFrames(page);
    for (const end = Date.now() + limits.wheelSeconds * 1_000; Date.now() < end;) await page.mouse.wheel(0, NOTCH);
    return { travel, wheel: await takeFrames(page), rows: at.row - 1, seconds, ended: at.row === at.of };
  } finally {
    await browser.close();
  }
}

function lastRow(page: Page): Promise<{ row: number; of: number }> {
  return page.evaluate<{ row: number; of: number }>(LAST_ROW);
}

/** The frames since they were last taken. */
async function takeFrames(page: Page): Promise<number[]> {
  const frames: number[] = await page.evaluate("window.frames_.splice(0)");
  return frames.slice(2);
}
