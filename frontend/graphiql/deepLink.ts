/** What one tab holds; variables are JSON text, empty where there are none. */
export interface Operation {
  query: string;
  variables: string;
}

const HINT = "# Press play (or Ctrl-Enter) to run this.";

/** What `?query=…&variables=…` asks to see; null where the address asks for nothing. */
export function readDeepLink(): Operation | null {
  const asked = new URLSearchParams(location.search);
  const query = asked.get("query");
  return query ? { query: hinted(query), variables: indented(asked.get("variables") ?? "") } : null;
}

/** Clears the address once it no longer tells what stands in the editors. */
export function forgetDeepLink(): void {
  if (location.search) history.replaceState(null, "", location.pathname);
}

export function linkTo({ query, variables }: Operation): string {
  const asked = new URLSearchParams({ query });
  if (variables.trim()) asked.set("variables", variables);
  return `${location.origin}${location.pathname}?${asked.toString()}`;
}

/** What begins with words of its own needs none of ours. */
function hinted(query: string): string {
  return query.trimStart().startsWith("#") ? query : `${HINT}\n\n${query}`;
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
