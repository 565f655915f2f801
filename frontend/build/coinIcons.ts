import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

import type { Plugin } from "vite";

const ICONS = resolve(import.meta.dirname, "../node_modules/cryptocurrency-icons/svg/color");

/** Puts the coins' colour icons at icons/<symbol>.svg. */
export function coinIcons(): Plugin {
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
