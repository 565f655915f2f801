import { defineConfig } from "@playwright/test";

import type { Options } from "./e2e/test.ts";

const { FORUM, CHROMIUM, CI } = process.env;
if (!FORUM || !CHROMIUM) throw new Error("Run `make e2e`: it starts a forum and finds a browser.");

export default defineConfig<Options>({
  testDir: "e2e",
  // Not in this folder: whatever changes in it has the front end built anew.
  outputDir: "../.playwright",
  fullyParallel: true,
  forbidOnly: CI !== undefined,
  workers: 2,
  reporter: "list",
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: FORUM,
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      // Chromium's own does not work for root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: ["--disable-gpu"],
    },
  },
  projects: [
    { name: "stories", testMatch: "*.spec.ts" },
    { name: "screenshots", testMatch: "screenshots.ts" },
  ],
});
