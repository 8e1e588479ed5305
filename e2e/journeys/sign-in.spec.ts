import { account, expect, test } from "../fixtures.ts";

test("someone signs in, reloads, and signs out", async ({ stranger }) => {
  const { email, password } = account("Inventory manager");
  await stranger.goto("/stock");
  await expect(stranger).toHaveURL(/\/sign-in\?next=/);
  await stranger.getByLabel("E-mail").fill(email);
  await stranger.getByLabel("Password", { exact: true }).fill(password);
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(stranger.getByRole("heading", { name: "Stock", level: 1 })).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByRole("heading", { name: "Stock", level: 1 })).toBeVisible();
});

test("a wrong password is told from no connection", async ({ stranger }) => {
  const { email } = account("Sales");
  await stranger.goto("/sign-in");
  await stranger.getByLabel("E-mail").fill(email);
  await stranger.getByLabel("Password", { exact: true }).fill("not the password");
  await stranger.getByRole("button", { name: "Sign in" }).click();
  const problem = stranger.getByRole("alert");
  await expect(problem).toContainText(/password/i);
  const wrong = await problem.innerText();
  await stranger.route("**/auth/v1/token**", (route) => route.abort("connectionfailed"));
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(problem).toContainText(/connection|reach|server/i);
  expect(await problem.innerText()).not.toBe(wrong);
});
