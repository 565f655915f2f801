// What a first visit to a page fetches, compressed: its scripts, and those that they name. Ends with 1 over the budget.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";

const BUDGET = 250;
const dist = resolve(import.meta.dirname, "../dist");
const assets = readdirSync(resolve(dist, "assets"));
const weight = (name) => statSync(resolve(dist, "assets", `${name}.gz`)).size / 1024;
const named = (text) =>
  [...text.matchAll(/[\w.-]+-[\w-]{8}\.js/g)].map(([name]) => name).filter((name) => assets.includes(name));

/** A script and all that it imports as it starts, not what it asks for later. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(resolve(dist, "assets", name), "utf8");
  for (const [, from] of text.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[^"'()]*?from\s*)?["']\.\/([^"']+\.js)["']/g,
  )) {
    withImports(from, found);
  }
  return found;
}

const entry = named(readFileSync(resolve(dist, "index.html"), "utf8"));
const pages = assets.filter((name) => /Page-[\w-]{8}\.js$/.test(name));
let isOver = false;
for (const page of pages) {
  const scripts = [...entry, page].reduce((found, name) => withImports(name, found), new Set());
  const total = [...scripts].reduce((sum, name) => sum + weight(name), 0);
  isOver ||= total > BUDGET;
  console.log(`${page.split("-")[0].padEnd(14)} ${total.toFixed(1).padStart(6)} KB of ${BUDGET}`);
}
process.exit(isOver ? 1 : 0);
