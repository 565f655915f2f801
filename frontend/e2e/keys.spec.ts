import { expect, test } from "./test.ts";

test("a question mark lists the keys, and Escape leaves the list", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Talk of the day" })).toBeVisible();

  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keys" });
  await expect(list).toContainText("the market");
  await page.keyboard.press("Escape");

  await expect(list).toBeHidden();
});

test("g and m lead to the market, and a slash to its search", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Talk of the day" })).toBeVisible();

  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("heading", { name: "Market" })).toBeVisible();
  await page.keyboard.press("/");

  await expect(page.getByRole("textbox", { name: "Find a coin" })).toBeFocused();
});

test("j and k go through the posts, and o opens the one that they are at", async ({ page }) => {
  await page.goto("/?order=top");
  const posts = page.getByRole("main").getByRole("article");
  await expect(posts.first()).toBeVisible();

  await page.keyboard.press("j");
  await expect(posts.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(posts.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(posts.nth(0)).toBeFocused();
  const title = await posts.nth(0).getByRole("heading").innerText();
  await page.keyboard.press("o");

  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("a key that is typed into a field is a letter", async ({ page }) => {
  await page.goto("/market");

  await page.getByRole("textbox", { name: "Find a coin" }).fill("");
  await page.keyboard.press("?");

  await expect(page.getByRole("textbox", { name: "Find a coin" })).toHaveValue("?");
  await expect(page.getByRole("dialog")).toBeHidden();
});
