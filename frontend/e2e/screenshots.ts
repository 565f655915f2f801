import type { Page } from "@playwright/test";

import { PLACES, type Place, visit } from "./pages.ts";
import type { Username } from "./people.ts";
import { expect, test } from "./test.ts";

/** Pictures for the eye, by the numbers of the design: each page in both schemes, on a desk and on a phone. */
interface Shot extends Pick<Place, "path" | "sign" | "who"> {
  name: string;
  /** What is done before the picture is taken. */
  act?: (page: Page) => Promise<void>;
  /** All of it, not the window alone. */
  full?: boolean;
  fails?: RegExp;
}

const shot = (name: string, of: string, more: Partial<Shot> = {}): Shot => {
  const place = PLACES.find((known) => known.name === of);
  if (!place) throw new Error(`There is no place of the name ${of}`);
  return { ...place, name, ...(place.status && { fails: /404/ }), ...more };
};

const comments = (page: Page) => page.getByRole("article", { name: /^Comment by/ });

async function toThread(page: Page): Promise<void> {
  await page.getByRole("heading", { name: /comments$/ }).evaluate((heading) => {
    heading.scrollIntoView();
  });
}

const SHOTS: readonly Shot[] = [
  shot("01-home", "home, signed in"),
  shot("01-home-full", "home", { full: true }),
  shot("01-home-tag", "a tag"),
  shot("02-post", "a post and its thread, signed in"),
  shot("02-post-thread", "a post and its thread, signed in", { act: toThread }),
  shot("02-post-full", "a post and its thread", { full: true }),
  shot("02-post-locked", "a locked post"),
  shot("03-market", "the market"),
  shot("04-coin", "a coin", { full: true }),
  shot("06-write", "writing", { act: write }),
  shot("06-edit", "editing"),
  shot("07-sessions", "sessions"),
  shot("08-sign-in", "sign-in"),
  shot("08-sign-up", "sign-up"),
  shot("08-confirm", "confirmation"),
  shot("11-person", "a person"),
  shot("11-person-comments", "a person's comments"),
  shot("11-oneself", "oneself"),
  shot("12-empty-thread", "a post without comments", { act: toThread }),
  shot("12-empty-search", "a search of the market that finds nothing"),
  shot("12-empty-tag", "a tag that nobody has used"),
  shot("12-needs-sign-in", "writing, signed out"),
  shot("12-not-found", "an address that leads nowhere"),
  shot("12-about", "about"),
  shot("12-terms", "terms"),
  shot("12-keys", "home", {
    act: async (page) => {
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  }),
  shot("12-folded", "a post and its thread, signed in", {
    act: async (page) => {
      await toThread(page);
      await page
        .getByRole("button", { name: /^Fold .* replies$/ })
        .first()
        .click();
    },
  }),
  shot("12-replying", "a post and its thread, signed in", {
    act: async (page) => {
      await comments(page).first().getByRole("button", { name: "Reply" }).first().click();
      await page.getByRole("textbox", { name: /^Your reply to/ }).fill("Did you try **two** channels at once?");
    },
  }),
  shot("12-offline", "the market", {
    act: async (page) => {
      await page.context().setOffline(true);
      await expect(page.getByText("Offline").first()).toBeVisible();
    },
    fails: /net::ERR_INTERNET_DISCONNECTED/,
  }),
  shot("12-error", "the market", {
    act: async (page) => {
      await page.route("**/graphql", (route) => route.abort("connectionrefused"));
      await page.reload();
      await expect(page.getByText("The coins did not come.")).toBeVisible();
    },
    fails: /net::ERR_(CONNECTION_REFUSED|FAILED)/,
  }),
  shot("12-loading", "home", {
    act: async (page) => {
      await page.route("**/graphql", () => undefined);
      await page.reload();
      await expect(page.getByRole("group", { name: "Posts are loading" })).toBeVisible();
    },
  }),
];

async function write(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Title" }).fill("What a mempool forgets, and how soon");
  await page.getByRole("textbox", { name: "Your words, in Markdown" }).fill(WORDS);
  await expect(page.getByText("Coins found in the text")).toBeVisible();
}

const WORDS = `A node drops what pays too little: at **300 MB** the cheapest $BTC payments go first.

## Three nodes, one week

| node | limit | dropped |
| --- | ---: | ---: |
| cellar | 300 MB | 1,204 |
| shelf | 1 GB | 0 |

> Nothing is lost: whoever sent it can send it again.

Ask @mateo, who has watched it for longer, or compare with \`getmempoolinfo\`. $ETH has a pool of its own.
`;

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

function ofEach(who: Username | null, shots: readonly Shot[]): void {
  test.use({ who });
  for (const { name, act, full = false, fails, ...place } of shots) {
    for (const [device, viewport] of [
      ["", DESK],
      ["-phone", PHONE],
    ] as const) {
      for (const scheme of ["light", "dark"] as const) {
        test(`${name}${device}-${scheme}`, async ({ page, troubles }, { title }) => {
          if (fails) troubles.forgive(fails);
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme: scheme });
          await visit(page, place);
          await act?.(page);
          if (full) {
            // A window as high as the page: what clings to the window's edge is then at the page's.
            const height = await page.evaluate(() => document.documentElement.scrollHeight);
            await page.setViewportSize({ ...viewport, height });
          }
          await page.screenshot({ path: `../screenshots/${title}.png` });
        });
      }
    }
  }
}

for (const who of new Set(SHOTS.map((each) => each.who))) {
  test.describe(who ?? "signed out", () => {
    ofEach(
      who,
      SHOTS.filter((each) => each.who === who),
    );
  });
}
