import type { Operation } from "./deepLink";

const queries = import.meta.glob<string>("./operations/*.graphql", { query: "?raw", import: "default", eager: true });
const variables = import.meta.glob<string>("./operations/*.json", { query: "?raw", import: "default", eager: true });

/** The tabs of a first visit, in the order of their file names. */
export const examples: Operation[] = Object.entries(queries)
  .sort(([one], [other]) => one.localeCompare(other, undefined, { numeric: true }))
  .map(([path, query]) => ({
    query: query.trimEnd(),
    variables: variables[path.replace(/graphql$/, "json")]?.trimEnd() ?? "",
  }));
