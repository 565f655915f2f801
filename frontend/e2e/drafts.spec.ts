import { expect, test } from "./test.ts";

const POST = "/posts/tags-and-memos-paying-suppliers-in-xrp-and-xlm-without-losing-the-flour";

test.use({ who: "mateo" });

test("a post that is being written is still there after a reload", async ({ page }) => {
  await page.goto("/write");
  await page.getByRole("textbox", { name: "Title" }).fill("What a mempool forgets");
  await page.getByRole("textbox", { name: "Your words, in Markdown" }).fill("A node drops what pays $BTC too little.");
  await expect(page.getByText("Kept on this device")).toBeVisible();
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("A node drops what pays");

  await page.reload();

  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("What a mempool forgets");
  await expect(page.getByRole("textbox", { name: "Your words, in Markdown" })).toHaveValue(
    "A node drops what pays $BTC too little.",
  );
});

test("a draft is kept by the forum for its author, who publishes it later", async ({ page, browserOf }) => {
  const title = `A fee is a bid ${Date.now().toString(36)}`;
  await page.goto("/write");
  await page.getByRole("textbox", { name: "Title" }).fill(title);
  await page.getByRole("textbox", { name: "Your words, in Markdown" }).fill("Whoever waits pays less.");
  await page.getByRole("button", { name: "Keep as draft" }).click();
  await expect(page.getByRole("button", { name: "Publish" })).toBeVisible();
  await expect(page).toHaveURL(/\/posts\/.+\/edit$/);

  const draft = page.url().replace(/\/edit$/, "");
  const other = await browserOf("noor");
  await other.goto(draft);
  await expect(other.getByRole("heading", { name: "There is no such post" })).toBeVisible();
  await page.getByRole("button", { name: "Publish" }).click();

  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await other.goto(page.url());
  await expect(other.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("a comment that is being written is still there after a reload", async ({ page }) => {
  await page.goto(POST);
  await page.getByRole("textbox", { name: "Your comment" }).fill("And what if the memo is a number?");

  await page.reload();

  await expect(page.getByRole("textbox", { name: "Your comment" })).toHaveValue("And what if the memo is a number?");
});

test("a reply that is being written is still there when it is taken up again", async ({ page }) => {
  await page.goto(POST);
  const comment = page.getByRole("article", { name: /^Comment by/ }).first();
  const reply = comment.getByRole("textbox", { name: /^Your reply to/ });
  await comment.getByRole("button", { name: "Reply" }).first().click();
  await reply.fill("Twice, in my case.");

  await page.reload();
  await comment.getByRole("button", { name: "Reply" }).first().click();

  await expect(reply).toHaveValue("Twice, in my case.");
});
