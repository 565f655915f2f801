import { beforeEach, expect, test, vi } from "vitest";

import type { Ask, Payload } from "./ask";
import type { Mark } from "./mark";
import { Session } from "./session";
import type { Grant, Tabs } from "./tabs";

const ADA = { email: "ada@example.org", user: { username: "ada", displayName: "Ada", role: "MEMBER" } } as const;
const MINUTES = 60_000;

/** A browser with as many tabs as are opened in it, and a server that counts what it is asked. */
class Browser {
  now = Date.parse("2026-01-01T12:00:00Z");
  asked: string[] = [];
  refuses = false;
  #stamp: string | null = null;
  readonly #markListeners: ((stands: boolean) => void)[] = [];
  readonly #grantListeners: ((grant: Grant) => void)[] = [];
  #lock: Promise<unknown> = Promise.resolve();
  #held = 0;

  open(): Session {
    let tab = -1;
    const mark: Mark = {
      stands: () => this.#stamp !== null,
      stamp: () => this.#stamp,
      raise: () => {
        this.#stamp = `signed in ${String(this.asked.length)}`;
        this.#tell(tab);
      },
      clear: () => {
        this.#stamp = null;
        this.#tell(tab);
      },
      onChange: (listener) => {
        tab = this.#markListeners.push(listener) - 1;
      },
    };
    const tabs: Tabs = {
      alone: <T>(work: (hasWaited: boolean) => Promise<T>) => {
        const hasWaited = this.#held > 0;
        this.#held++;
        const done = this.#lock.then(() => work(hasWaited)).finally(() => this.#held--);
        this.#lock = done.catch(() => undefined);
        return done;
      },
      tell: (grant) => {
        for (const listener of this.#grantListeners) setTimeout(listener, 5, grant);
      },
      onGrant: (listener) => this.#grantListeners.push(listener),
    };
    return new Session(this.ask, mark, tabs, () => this.now);
  }

  ask: Ask = async (mutation) => {
    const name = /\b(signIn|refreshSession|signOut)\b/.exec(mutation)?.[0] ?? "";
    this.asked.push(name);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const refusal = { code: "WRONG_CREDENTIALS", message: "The email or the password is wrong." };
    const granted: Payload = {
      errors: [],
      accessToken: `token ${String(this.asked.length)}`,
      accessTokenExpiresAt: new Date(this.now + 15 * MINUTES).toISOString(),
      viewer: ADA,
    };
    const payload = this.refuses ? { errors: [refusal] } : name === "signOut" ? { errors: [] } : granted;
    return { payload, answeredAt: this.now };
  };

  #tell(except: number): void {
    this.#markListeners.forEach((listener, tab) => {
      if (tab !== except) listener(this.#stamp !== null);
    });
  }
}

let browser: Browser;

beforeEach(() => {
  browser = new Browser();
});

test("a stranger's visit asks nothing", async () => {
  const session = browser.open();

  await session.resume();

  expect(session.standing()).toEqual({ settled: true, viewer: null, hasEnded: false });
  expect(await session.bearer()).toBeNull();
  expect(browser.asked).toEqual([]);
});

test("a wrong password says so, and nobody is signed in", async () => {
  browser.refuses = true;
  const session = browser.open();

  const refusal = await session.signIn("ada@example.org", "guess");

  expect(refusal?.code).toBe("WRONG_CREDENTIALS");
  expect(session.held()).toBeNull();
});

test("a token is renewed a minute before its end, once for all who ask", async () => {
  const session = browser.open();
  await session.signIn("ada@example.org", "right");
  const before = session.held();

  browser.now += 13 * MINUTES;
  expect(session.isDue()).toBe(false);
  browser.now += 1 * MINUTES;
  const bearers = await Promise.all([session.bearer(), session.bearer(), session.bearer()]);

  expect(new Set(bearers).size).toBe(1);
  expect(bearers[0]).not.toBe(before);
  expect(browser.asked).toEqual(["signIn", "refreshSession"]);
});

test("however many tabs there are, one of them renews", async () => {
  const first = browser.open();
  await first.signIn("ada@example.org", "right");
  const tabs = [first, browser.open(), browser.open()];
  await Promise.all(tabs.map((tab) => tab.resume()));
  browser.asked = [];

  browser.now += 14 * MINUTES;
  const bearers = await Promise.all(tabs.map((tab) => tab.bearer()));

  expect(browser.asked).toEqual(["refreshSession"]);
  expect(new Set(bearers).size).toBe(1);
});

test("signing in and out in one tab is seen in the other", async () => {
  const [here, there] = [browser.open(), browser.open()];

  await here.signIn("ada@example.org", "right");
  await vi.waitFor(() => {
    expect(there.standing().viewer).toEqual(ADA);
  });
  await here.signOut();

  expect(there.standing()).toEqual({ settled: true, viewer: null, hasEnded: false });
  expect(there.held()).toBeNull();
});

test("a token that the server refused has a successor", async () => {
  const session = browser.open();
  await session.signIn("ada@example.org", "right");
  const refused = session.held() ?? "";

  const successor = await session.successor(refused);

  expect(successor).not.toBeNull();
  expect(successor).not.toBe(refused);
});

test("where the session has ended, nobody is signed in any more", async () => {
  const session = browser.open();
  await session.signIn("ada@example.org", "right");
  browser.refuses = true;

  expect(await session.successor(session.held() ?? "")).toBeNull();
  expect(session.standing()).toEqual({ settled: true, viewer: null, hasEnded: true });
});
