import type { Cache, Entity, UpdateResolver } from "@urql/exchange-graphcache";

interface Added {
  addComment: {
    comment: { __typename: string; id: string; parent?: { id: string } | null; post: { id: string } } | null;
  };
}

export const commentAdded: UpdateResolver = (result, _, cache) => {
  const { comment } = (result as unknown as Added).addComment;
  // Right under where it was written.
  if (comment) putInThread(cache, comment, "first");
};

/** Below what it answers; or in the thread, at the end that is said. Where the newest come first, it is the first. */
export function putInThread(
  cache: Cache,
  comment: NonNullable<Added["addComment"]["comment"]>,
  at: "first" | "last",
): void {
  const { post, parent } = comment;
  if (parent) insert(cache, { __typename: "Comment", id: parent.id }, "replies", comment, "last");
  else insert(cache, { __typename: "Post", id: post.id }, "comments", comment, at);
}

function insert(
  cache: Cache,
  owner: Entity & object,
  field: string,
  item: Entity & object,
  at: "first" | "last",
): void {
  const pages = cache.inspectFields(owner).filter(({ fieldName }) => fieldName === field);
  const orders = new Set(pages.map(({ arguments: given }) => given?.orderBy as string | undefined));
  for (const order of orders) {
    const isFirst = at === "first" || (order === "NEWEST" && field === "comments");
    // Pages are one list to the reader: the first or the last of them takes it.
    const page = pages.filter(({ arguments: given }) => given?.orderBy === order).at(isFirst ? 0 : -1);
    const connection = page && cache.resolve(owner, page.fieldKey);
    if (typeof connection !== "string") continue;
    const nodes = cache.resolve(connection, "nodes") as string[] | undefined;
    const key = cache.keyOfEntity(item);
    if (!nodes || key === null || nodes.includes(key)) continue;
    cache.link(connection, "nodes", isFirst ? [key, ...nodes] : [...nodes, key]);
  }
}
