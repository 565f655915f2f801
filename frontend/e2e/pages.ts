import { expect, type Locator, type Page } from "@playwright/test";

import type { Username } from "./people.ts";

/** One page of the site, as one comes to it by its address. */
export interface Place {
  name: string;
  path: string;
  who: Username | null;
  /** What is seen once it is there. */
  sign: (page: Page) => Locator;
  /** Its address answers so; 200 where it is not said. */
  status?: number;
}

const place = (name: string, path: string, who: Username | null, sign: string | Place["sign"]): Place => ({
  name,
  path,
  who,
  sign: typeof sign === "string" ? (page) => page.getByRole("heading", { name: sign }).first() : sign,
});

const title = (page: Page) => page.getByRole("textbox", { name: "Title" });
const row = (page: Page) => page.getByRole("main").getByRole("article").first();

const LONG = "/posts/nine-months-of-lightning-at-a-bakery-counter-in-numbers";
const LOCKED = "/posts/are-proof-of-work-and-proof-of-stake-even-answers-to-the-same-question";
const SILENT = "/posts/three-numbers-to-know-about-client-diversity-a-third-a-half-two-thirds";
const BOBS = "/posts/moved-my-first-0-01-btc-off-the-exchange-notes-of-a-slow-learner";

export const PLACES: readonly Place[] = [
  place("home", "/", null, row),
  place("home, the newest first", "/?order=new", null, row),
  place("home, the best rated first", "/?order=top", null, row),
  place("home, the most discussed first", "/?order=discussed", null, row),
  place("home, signed in", "/", "bob", row),
  place("a tag", "/?tag=ethereum", null, "Talk about #ethereum"),
  place("a tag that nobody has used", "/?tag=nothing", null, "Nothing about #nothing"),
  place("a post and its thread", LONG, null, "39 comments"),
  place("a post and its thread, signed in", LONG, "bob", "39 comments"),
  place("a post of one's own", BOBS, "bob", "13 comments"),
  place("a locked post", LOCKED, "bob", "12 comments"),
  place("a post without comments", SILENT, null, "Nobody has said anything yet"),
  place("writing, signed out", "/write", null, "Sign in first"),
  place("writing", "/write", "bob", title),
  place("editing", `${BOBS}/edit`, "bob", title),
  place("editing what is not one's own", `${LONG}/edit`, "bob", "This post is not yours to edit"),
  place("the market", "/market", null, "Market"),
  place("a search of the market that finds nothing", "/market?query=wampum", null, "Nothing for “wampum”"),
  place("a coin", "/coins/ethereum", null, "Ethereum"),
  place("a coin, signed in", "/coins/bitcoin", "bob", "Bitcoin"),
  place("a person", "/people/leila", null, "Leïla Haddad"),
  place("a person's comments", "/people/leila?show=comments", null, "Leïla Haddad"),
  place("oneself", "/people/bob", "bob", "Bob Tremblay"),
  place("one's drafts", "/people/noor?show=drafts", "noor", "Noor El-Amin"),
  place("what one has kept for later", "/people/bob?show=kept", "bob", "Bob Tremblay"),
  place("sign-up", "/sign-up", null, "Sign up"),
  place("confirmation", "/confirm?token=half-a-token", null, "Confirm your account"),
  place("confirmation with half a link", "/confirm", null, "Confirm your account"),
  place("sign-in", "/sign-in", null, "Sign in"),
  place("sessions, signed out", "/settings/sessions", null, "Sign in first"),
  place("sessions", "/settings/sessions", "thuha", "Sessions"),
  place("about", "/about", null, "About Cryptotalks"),
  place("terms", "/terms", null, "Terms"),
  { ...place("an address that leads nowhere", "/nowhere", null, "There is no such page"), status: 404 },
  place("a post that is not there", "/posts/nowhere", null, "There is no such post"),
  place("a coin that is not there", "/coins/nowhere", null, "There is no such coin"),
  place("a person who is not there", "/people/nowhere", null, "There is no such person"),
];

/** Until all of it is there: nothing loads any more, and the letters are the right ones. */
export async function visit(page: Page, { path, sign }: Pick<Place, "path" | "sign">): Promise<void> {
  await page.goto(path);
  await expect(sign(page)).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}
