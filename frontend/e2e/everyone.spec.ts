import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { PLACES, visit } from "./pages.ts";
import { expect, test } from "./test.ts";

const COLOURS = ["color-contrast", "link-in-text-block"];

/** What somebody could not use: the rule and the element. Ours have no frames, which the other mode is for. */
async function obstacles(page: Page, narrow: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await narrow(axe).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
}

/** By how much the page is wider than the window. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

for (const place of PLACES) {
  test.describe(place.name, () => {
    test.use({ who: place.who });
    test.beforeEach(({ troubles }) => {
      if (place.status) troubles.forgive(new RegExp(`status of ${place.status}|^status ${place.status}`));
    });

    test(`${place.name} can be used by everyone, in light and in dark`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: "light" });
      await visit(page, place);
      expect.soft(await obstacles(page, (axe) => axe.disableRules("heading-order")), "in light").toEqual([]);
      // Which headings somebody's Markdown has is theirs to choose.
      const order = await obstacles(page, (axe) => axe.withRules("heading-order").exclude(".prose"));
      expect.soft(order, "headings").toEqual([]);

      await page.emulateMedia({ colorScheme: "dark" });
      await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
      expect.soft(await obstacles(page, (axe) => axe.withRules(COLOURS)), "in dark").toEqual([]);
    });

    test(`${place.name} does not scroll sideways, however narrow the window`, async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 800 });
      await visit(page, place);
      expect(await overhang(page), "at 320 px").toBeLessThanOrEqual(0);

      await page.setViewportSize({ width: 1000, height: 800 });
      await expect.poll(() => overhang(page), "at 1000 px").toBeLessThanOrEqual(0);
    });
  });
}
