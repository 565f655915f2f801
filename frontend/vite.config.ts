import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const ROOT = import.meta.dirname;
const ICONS = resolve(ROOT, "node_modules/cryptocurrency-icons/svg/color");

/** Puts the coins' colour icons at icons/<symbol>.svg. */
function coinIcons(): Plugin {
  return {
    name: "coin-icons",
    apply: "build",
    generateBundle() {
      for (const file of readdirSync(ICONS)) {
        this.emitFile({ type: "asset", fileName: `icons/${file}`, source: readFileSync(resolve(ICONS, file)) });
      }
    },
  };
}

/** Writes a .gz beside each script, style and font: the server sends it to whoever takes it. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    writeBundle({ dir = "" }) {
      const assets = resolve(dir, "assets");
      for (const file of readdirSync(assets).filter((name) => /\.(js|css|ttf)$/.test(name))) {
        writeFileSync(resolve(assets, `${file}.gz`), gzipSync(readFileSync(resolve(assets, file)), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: ROOT,
  plugins: [react(), coinIcons(), compressed()],
  worker: { format: "es" },
  build: {
    target: "es2023",
    // Fonts and pictures stay files, which the browser keeps for good.
    assetsInlineLimit: 0,
    // Monaco's editor is one piece of 3 MB, fetched after the page is drawn.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: { graphiql: resolve(ROOT, "graphiql/index.html") },
      // "use no memo" in GraphiQL's files is a word to React's compiler, which does not run here.
      onLog: (level, log, print) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") print(level, log);
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/graphql", "/icons", "/demo-people.json", "/mailbox"].map((path) => [path, "http://127.0.0.1:8000"]),
    ),
  },
});
