import type { Page } from "@playwright/test";

import { expect, test } from "./test.ts";

const POST = "/posts/bridges-whom-do-you-trust-while-your-coins-are-on-the-other-side";

const votesOn = (page: Page) => page.getByRole("article").first().getByRole("group", { name: "Votes" });

test.describe("signed in", () => {
  test.use({ who: "kenji" });

  test("a vote up counts, a second press takes it back, and a vote down counts against", async ({ page }) => {
    await page.goto(POST);
    const votes = votesOn(page);
    const up = votes.getByRole("button", { name: "Vote up" });
    const down = votes.getByRole("button", { name: "Vote down" });
    await expect(up).toHaveAttribute("aria-pressed", "false");
    const before = Number(await votes.innerText());

    await up.click();
    await expect(votes).toHaveText(String(before + 1));
    await expect(up).toHaveAttribute("aria-pressed", "true");
    await up.click();
    await expect(votes).toHaveText(String(before));
    await expect(up).toHaveAttribute("aria-pressed", "false");
    await down.click();
    await expect(votes).toHaveText(String(before - 1));
    await expect(down).toHaveAttribute("aria-pressed", "true");
    await page.reload();
    await expect(votes).toHaveText(String(before - 1));
    await expect(down).toHaveAttribute("aria-pressed", "true");
    await expect(up).toHaveAttribute("aria-pressed", "false");
    await down.click();
    await expect(votes).toHaveText(String(before));
  });
});

test("who is not signed in is led to sign in, and back", async ({ page }) => {
  await page.goto(POST);

  await votesOn(page).getByRole("button", { name: "Vote up" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByRole("button", { name: "Leïla Haddad" }).click();

  await expect(page).toHaveURL(POST);
  await expect(votesOn(page).getByRole("button", { name: "Vote up" })).toBeVisible();
});
