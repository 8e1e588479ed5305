import { chromium } from "@playwright/test";
import { findBrowser } from "./find-browser.ts";

export interface Scrolled {
  /** Time between two frames while scrolling, in milliseconds. */
  readonly frames: readonly number[];
  /** How many rows had been read by the end. */
  readonly rows: number;
}

/** Signs in, opens a list and turns the wheel for some seconds; the list reads page after page meanwhile. */
export async function measureScroll(
  site: string,
  account: { readonly email: string; readonly password: string },
  path: string,
  seconds: number,
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
    for (const end = Date.now() + seconds * 1_000; Date.now() < end;) await page.mouse.wheel(0, 700);
    const frames: number[] = await page.evaluate("window.frames_.slice(2)");
    const last = await page.locator("tbody tr[data-id]").last().getAttribute("aria-rowindex");
    return { frames, rows: Number(last ?? 0) };
  } finally {
    await browser.close();
  }
}
