import type { Cache, Entity, UpdateResolver } from "@urql/exchange-graphcache";
import { gql } from "urql";

import type { CommentOrder } from "@/gql/graphql";

import { repliesAt } from "./branches";

interface Placed {
  __typename: string;
  id: string;
  post: { id: string };
  parent?: { id: string; replyCount: number } | null;
}

interface Added {
  addComment: { comment: Placed | null };
}

const ORDERS: readonly CommentOrder[] = ["TOP", "OLDEST", "NEWEST"];

/** Under which names this page has sent comments. */
const sent = new Set<string>();

/** A new name to send a comment under: by it the page knows its own, whichever way it comes back. */
export function nameOfSent(): string {
  const name = crypto.randomUUID();
  sent.add(name);
  return name;
}

export const isSentFromHere = (name: string | null | undefined): boolean => typeof name === "string" && sent.has(name);

export const commentAdded: UpdateResolver = (result, _, cache) => {
  const { comment } = (result as unknown as Added).addComment;
  // Right under where it was written.
  if (comment) putInThread(cache, comment, "first");
};

/** Below what it answers; or in the thread, at the end that is said. Where the newest come first, it is the first. */
export function putInThread(cache: Cache, comment: Placed, at: "first" | "last"): void {
  const { post, parent } = comment;
  if (!parent) insert(cache, { __typename: "Post", id: post.id }, "comments", comment, at);
  else if (!insert(cache, { __typename: "Comment", id: parent.id }, "replies", comment, "last")) {
    // Of a comment that came alone nobody has read the replies: the first of them is all of them.
    if (parent.replyCount === 1) begin(cache, parent.id, comment);
  }
}

/** Answers whether there was a list that takes it, or has it. */
function insert(cache: Cache, owner: Entity & object, field: string, item: Placed, at: "first" | "last"): boolean {
  const pages = cache.inspectFields(owner).filter(({ fieldName }) => fieldName === field);
  const orders = new Set(pages.map(({ arguments: given }) => given?.orderBy as string | undefined));
  for (const order of orders) {
    const isFirst = at === "first" || (order === "NEWEST" && field === "comments");
    // Pages are one list to the reader: the first or the last of them takes it.
    const all = pages.filter(({ arguments: given }) => given?.orderBy === order);
    const connections = all.map(({ fieldKey }) => cache.resolve(owner, fieldKey));
    const key = cache.keyOfEntity({ __typename: item.__typename, id: item.id });
    const lists = connections.map((connection) =>
      typeof connection === "string" ? (cache.resolve(connection, "nodes") as string[] | undefined) : undefined,
    );
    const nodes = lists.at(isFirst ? 0 : -1);
    const connection = connections.at(isFirst ? 0 : -1);
    if (!nodes || key === null || lists.some((list) => list?.includes(key))) continue;
    cache.link(connection as string, "nodes", isFirst ? [key, ...nodes] : [...nodes, key]);
  }
  return orders.size > 0;
}

function begin(cache: Cache, parentId: string, { id }: Placed): void {
  const depth = cache.resolve({ __typename: "Comment", id: parentId }, "depth");
  if (typeof depth !== "number") return;
  const replies = {
    __typename: "CommentConnection",
    nodes: [{ __typename: "Comment", id }],
    pageInfo: { __typename: "PageInfo", hasNextPage: false, endCursor: null },
  };
  for (const order of ORDERS) {
    // As the branch asks for it.
    const given = `first: ${repliesAt(depth)}, orderBy: ${order}`;
    const fields = `id replies(${given}) { nodes { id } pageInfo { hasNextPage endCursor } }`;
    cache.writeFragment(gql`fragment _ on Comment { ${fields} }`, { __typename: "Comment", id: parentId, replies });
  }
}
