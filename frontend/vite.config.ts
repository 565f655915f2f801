import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { coinIcons } from "./build/coinIcons.ts";
import { compressed } from "./build/compressed.ts";
import { themeSheet } from "./build/themeSheet.ts";

const ROOT = import.meta.dirname;
const API = process.env.API ?? "http://127.0.0.1:8000";

export default defineConfig({
  root: ROOT,
  plugins: [react(), themeSheet(), coinIcons(), compressed()],
  resolve: { alias: { "@": resolve(ROOT, "src") } },
  worker: { format: "es" },
  build: {
    target: "es2023",
    // Fonts and pictures stay files, which the browser keeps for good.
    assetsInlineLimit: 0,
    // Monaco's editor is one piece of 3 MB, fetched after the page is drawn.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: { site: resolve(ROOT, "index.html"), graphiql: resolve(ROOT, "graphiql/index.html") },
      // "use no memo" in GraphiQL's files is a word to React's compiler, which does not run here.
      onLog: (level, log, print) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") print(level, log);
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/graphql", "/icons", "/demo-people.json", "/mailbox"].map((path) => [path, { target: API, ws: true }]),
    ),
  },
  test: { include: ["src/**/*.test.ts"], env: { TZ: "UTC" } },
});
