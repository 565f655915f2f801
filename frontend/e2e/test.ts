import { type BrowserContext, expect, type Page, test as base } from "@playwright/test";

import { Cable } from "./cable.ts";
import { signedIn, type Username } from "./people.ts";
import { Troubles } from "./troubles.ts";

export { expect };

export interface Options {
  /** Who is signed in at `page`; nobody where it is not said. */
  who: Username | null;
}

interface Fixtures {
  troubles: Troubles;
  /** A browser of somebody else's, beside `page`. */
  browserOf: (username: Username) => Promise<Page>;
  /** A browser of somebody's with a cable of its own: `sever` cuts every connection, `heal` lets new ones through. */
  severableBrowserOf: (username: Username) => Promise<{ page: Page; sever: () => void; heal: () => void }>;
}

export const test = base.extend<Options & Fixtures>({
  who: [null, { option: true }],

  storageState: async ({ who, playwright, baseURL }, provide) => {
    await provide(who ? await signedIn(playwright.request, baseURL ?? "", who) : undefined);
  },

  // For every test, whether it asks for it or not.
  troubles: [
    async ({ context }, provide) => {
      const troubles = new Troubles();
      troubles.watch(context);
      await provide(troubles);
      expect(await troubles.found(), "what no page may do").toEqual([]);
    },
    { auto: true },
  ],

  browserOf: async ({ browser, playwright, baseURL, troubles }, provide) => {
    const contexts: BrowserContext[] = [];
    await provide(async (username) => {
      const context = await browser.newContext({
        storageState: await signedIn(playwright.request, baseURL ?? "", username),
      });
      contexts.push(context);
      troubles.watch(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  severableBrowserOf: async ({ browser, playwright, baseURL, troubles }, provide) => {
    const opened: { context: BrowserContext; cable: Cable }[] = [];
    await provide(async (username) => {
      const cable = new Cable();
      const context = await browser.newContext({
        storageState: await signedIn(playwright.request, baseURL ?? "", username),
        proxy: await cable.lay(),
      });
      opened.push({ context, cable });
      troubles.watch(context);
      // What is asked over a cable that is cut fails, and the browser says so.
      troubles.forgive(/net::ERR_(EMPTY_RESPONSE|CONNECTION_\w+|PROXY_\w+|TUNNEL_\w+|SOCKET_\w+)/);
      return {
        page: await context.newPage(),
        sever: () => {
          cable.cut();
        },
        heal: () => {
          cable.mend();
        },
      };
    });
    for (const { context, cable } of opened) {
      await context.close();
      cable.takeAway();
    }
  },
});
