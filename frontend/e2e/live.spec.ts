import type { Page } from "@playwright/test";

import { expect, test } from "./test.ts";

const LONG = "/posts/my-parents-asked-what-i-do-with-my-savings-so-i-wrote-them-one-page";
const OTHER = "/posts/an-s19-in-the-cellar-one-heating-season-measured";

/** How the tape says that the page is connected. */
const connection = (page: Page) => page.getByRole("region", { name: "Prices" });

const pill = (page: Page) => page.getByRole("button", { name: /\d new (reply|replies)/ });

async function visitThread(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("article", { name: /^Comment by/ }).first()).toBeVisible();
  await expect(connection(page)).toContainText("Live");
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}

async function say(page: Page, words: string): Promise<void> {
  const composer = page.getByRole("textbox", { name: "Your comment" });
  await composer.fill(words);
  await composer.press("Control+Enter");
  await expect(said(page, words)).not.toHaveClass(/sending/);
}

const said = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words }).last();

test.describe("two people", () => {
  test.use({ who: "ada" });

  test("one hears what the other says, and nothing moves where they read", async ({ page, browserOf }) => {
    const words = "Said while somebody reads further down.";
    await visitThread(page, LONG);
    const read = page.getByRole("article", { name: /^Comment by/ }).nth(10);
    await read.scrollIntoViewIfNeeded();
    const before = await read.boundingBox();

    const bobs = await browserOf("bob");
    await visitThread(bobs, LONG);
    await say(bobs, words);

    await expect(pill(page)).toHaveText(/1 new reply/);
    expect((await read.boundingBox())?.y).toBeCloseTo(before?.y ?? NaN, 0);
    await expect(said(page, words)).not.toBeInViewport();
    await pill(page).click();
    await expect(said(page, words)).toBeInViewport();
    await expect(said(page, words)).toBeFocused();
    await expect(pill(page)).toBeHidden();
    await expect(page.getByRole("article").filter({ hasText: words })).toHaveCount(1);
    await expect(bobs.getByRole("article").filter({ hasText: words })).toHaveCount(1);
  });

  test("one sees the other's vote, and the front page counts and says it", async ({ page, browserOf }) => {
    const words = "A word for the front page.";
    await page.goto("/?order=discussed");
    await expect(connection(page)).toContainText("Live");
    const row = page
      .getByRole("main")
      .getByRole("article")
      .filter({ has: page.locator(`a[href="${OTHER}"]`) });
    const votes = row.getByRole("group", { name: "Votes" }).first();
    const counted = row.getByRole("link", { name: /comments?$/ });
    const [score, comments] = [Number(await votes.innerText()), Number.parseInt(await counted.innerText(), 10)];

    const mateos = await browserOf("mateo");
    await visitThread(mateos, OTHER);
    const article = mateos.getByRole("article").first();
    await article.getByRole("button", { name: "Vote up" }).first().click();
    await say(mateos, words);

    await expect(votes).toHaveText(String(score + 1));
    await expect(counted).toHaveText(new RegExp(`^${comments + 1}\\D`));
    await expect(page.getByRole("complementary").getByRole("link", { name: words })).toBeVisible();
  });

  test("a new post waits behind a line until it is asked for", async ({ page, browserOf }) => {
    const words = "A post that comes while one looks";
    await page.goto("/?order=new");
    await expect(connection(page)).toContainText("Live");
    const first = page.getByRole("main").getByRole("article").first();
    const before = await first.boundingBox();

    const bobs = await browserOf("bob");
    await bobs.goto("/write");
    await bobs.getByRole("textbox", { name: "Title" }).fill(words);
    await bobs.getByRole("textbox", { name: "Your words, in Markdown" }).fill("Enough to be read.");
    await bobs.getByRole("button", { name: "Publish" }).click();
    await expect(bobs.getByRole("heading", { name: words })).toBeVisible();

    const line = page.getByRole("button", { name: "1 new post" });
    await expect(line).toBeVisible();
    expect(await first.boundingBox()).toEqual(before);
    await line.click();
    await expect(first.getByRole("heading", { name: words })).toBeVisible();
    await expect(line).toBeHidden();
  });
});

test("the market ticks, and its rows stay where they are", async ({ page }) => {
  await page.goto("/market");
  const rows = page.getByRole("row");
  await expect(rows).toHaveCount(51);
  const names = () => page.getByRole("rowheader").allInnerTexts();
  const [before, price] = [await names(), rows.nth(1).locator(".market-price")];
  const first = await price.innerText();

  await expect(price).not.toHaveText(first);
  await expect(page.getByRole("main").locator(".tick").first()).toBeVisible();

  expect(await names()).toEqual(before);
});

test("a connection that was cut catches up, and nothing is missed or said twice", async ({
  severableBrowserOf,
  browserOf,
}) => {
  const { page, sever, heal } = await severableBrowserOf("leila");
  const [kenjis, missed, later] = [await browserOf("kenji"), "Said while the line was cut.", "Said after it."];
  await visitThread(page, OTHER);
  await visitThread(kenjis, OTHER);

  sever();
  await expect(connection(page)).toContainText(/Reconnecting|Offline/);
  await say(kenjis, missed);
  await expect(said(page, missed)).toHaveCount(0);
  heal();

  await expect(connection(page)).toContainText("Caught up", { timeout: 25_000 });
  await expect(connection(page)).toContainText(/[1-9]\d* missed events?/);
  await expect(page.getByRole("article").filter({ hasText: missed })).toHaveCount(1);
  await say(kenjis, later);
  await expect(page.getByRole("article").filter({ hasText: later })).toHaveCount(1);
});

test("words that are sent while the line is cut are kept, and go when it is there again", async ({
  severableBrowserOf,
}) => {
  const words = "Written in a tunnel.";
  const { page, sever, heal } = await severableBrowserOf("noor");
  await visitThread(page, OTHER);

  sever();
  await page.getByRole("textbox", { name: "Your comment" }).fill(words);
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByText("not sent")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "Your words are kept here." })).toBeVisible();
  heal();
  await page.getByRole("button", { name: "Send again" }).click();

  await expect(said(page, words).getByText("just now")).toBeVisible();
  await expect(page.getByRole("article").filter({ hasText: words })).toHaveCount(1);
});
