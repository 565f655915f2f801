import { expect, test } from "./test.ts";

test("prices move by themselves, and once a cut cable is mended they move again", async ({ severableBrowserOf }) => {
  const { page, sever, heal } = await severableBrowserOf("bob");
  await page.goto("/about");
  const tape = page.getByRole("region", { name: "Prices" });
  const bitcoin = tape.getByRole("link", { name: /^BTC/ });
  await expect(tape).toContainText("Live");
  const first = await bitcoin.innerText();
  await expect(bitcoin).not.toHaveText(first);

  sever();
  await expect(tape).toContainText("Reconnecting");
  const last = await bitcoin.innerText();
  heal();

  await expect(tape).toContainText(/Live|Caught up/);
  await expect(bitcoin).not.toHaveText(last);
});
