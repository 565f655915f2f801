/** What is written, before it is a post. */
export interface Words {
  title: string;
  body: string;
  tags: readonly string[];
}

export const NOTHING: Words = { title: "", body: "", tags: [] };
export const MOST_TAGS = 10;
export const LONGEST_TITLE = 200;
export const LONGEST_BODY = 50_000;

/** As the contract has them: small letters, digits and hyphens. */
export function asTag(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^#+/, "")
    .replace(/[\s_]+/g, "-");
}

export function isSame(one: Words, other: Words): boolean {
  return one.title === other.title && one.body === other.body && one.tags.join() === other.tags.join();
}
