import { expect, test } from "./test.ts";

test("whoever signs up confirms by mail, signs in, and says the first thing in a thread", async ({ page }) => {
  const username = `newcomer_${Date.now().toString(36)}`;
  const email = `${username}@example.org`;
  const password = "Right-Horse-7";

  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("I have read the terms and agree").check();
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();

  await page.goto("/mailbox");
  await page.getByRole("link", { name: email }).click();
  const opened = page.waitForEvent("popup");
  await page.getByRole("main").getByRole("link", { name: "/confirm?token=" }).click();
  const confirmation = await opened;
  await confirmation.getByRole("button", { name: "Confirm" }).click();
  await expect(confirmation.getByRole("heading", { name: `Welcome, ${username}` })).toBeVisible();
  await confirmation.close();

  await page.goto("/posts/a-block-explorer-line-by-line-reading-one-token-transfer");
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("textbox", { name: "Your comment" }).fill("I never knew what the **input data** were.");
  await page.getByRole("button", { name: "Comment", exact: true }).click();

  const comment = page.getByRole("article", { name: `Comment by ${username}` });
  await expect(comment).toContainText("I never knew what the input data were.");
  await page.reload();
  await expect(comment).toContainText("I never knew what the input data were.");
});

test("a wrong password is said above the fields, and what was typed stays", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("bob@example.org");
  await page.getByLabel("Password", { exact: true }).fill("a guess");
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page.getByRole("alert")).toContainText("do not belong together");
  await expect(page.getByLabel("Email")).toHaveValue("bob@example.org");
});

test("one of the demo's people is who one is by a press, until one signs out", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Bob Tremblay" }).click();

  await page.getByRole("button", { name: "Your account, Bob Tremblay" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
});
