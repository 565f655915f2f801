import { expect, test } from "./test.ts";

test.use({ who: "cagla" });

test("a session that is ended elsewhere says so at once, and the page is still there to be read", async ({
  page,
  browserOf,
}) => {
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Prices" })).toContainText("Live");
  await expect(page.getByRole("button", { name: /^Your account/ })).toBeVisible();

  const elsewhere = await browserOf("cagla");
  await elsewhere.goto("/settings/sessions");
  await elsewhere.getByRole("button", { name: /^End/ }).first().click();

  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
  await page.getByRole("link", { name: "Sign in again" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
