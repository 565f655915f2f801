import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";

/** Writes a .gz beside each script, style and font: the server sends it to whoever takes it. */
export function compressed(): Plugin {
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
