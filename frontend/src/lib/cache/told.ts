import type { Cache, UpdateResolver, UpdatesConfig } from "@urql/exchange-graphcache";
import { gql } from "urql";

import { isSentFromHere, putInThread } from "./comments";

/** An event as it was selected; the cache has its entities already. */
type Event<Kinds> = Kinds | { __typename: "Subscribed" | "Resync" };

interface Added {
  __typename: "CommentAdded";
  comment: Parameters<typeof putInThread>[1];
  clientMutationId?: string | null;
}

interface Deleted {
  __typename: "CommentDeleted";
  commentId: string;
  commentCount: number;
}

interface Rating {
  score: number;
  upvotes: number;
  downvotes: number;
}

type Rated =
  ({ __typename: "PostRated"; postId: string } & Rating) | ({ __typename: "CommentRated"; commentId: string } & Rating);

interface Ticks {
  __typename: "PricesUpdated";
  ticks: { coinId: string; price: string; change24h: string }[];
}

/** Parsed once: some are written a hundred times a second. */
const WORDS = gql("fragment _ on Comment { id status statusReason bodyHtml author { id } }");
const COMMENT_COUNT = gql("fragment _ on Post { id commentCount }");
const PRICE = gql("fragment _ on Coin { id price change24h }");
const RATING = {
  Post: gql("fragment _ on Post { id rating { score upvotes downvotes } }"),
  Comment: gql("fragment _ on Comment { id rating { score upvotes downvotes } }"),
};

/** The thread takes what was said at its end: above, it would move what is read. One's own stands where it was sent. */
const commentActivity: UpdateResolver = (result, { postId }, cache) => {
  const event = result.commentActivity as Event<Added | Deleted>;
  if (event.__typename === "CommentAdded") {
    putInThread(cache, event.comment, isSentFromHere(event.clientMutationId) ? "first" : "last");
  }
  if (event.__typename !== "CommentDeleted") return;
  takeWords(cache, event.commentId);
  countComments(cache, postId as string, event.commentCount);
};

const commentPublished: UpdateResolver = (result, _, cache) => {
  const event = result.commentPublished as Event<Deleted>;
  if (event.__typename !== "CommentDeleted") return;
  takeWords(cache, event.commentId);
  const post = cache.resolve({ __typename: "Comment", id: event.commentId }, "post");
  const id = typeof post === "string" && cache.resolve(post, "id");
  if (id) countComments(cache, id as string, event.commentCount);
};

function takeWords(cache: Cache, id: string): void {
  const gone = { id, status: "DELETED", statusReason: null, bodyHtml: null, author: null };
  cache.writeFragment(WORDS, { __typename: "Comment", ...gone });
}

function countComments(cache: Cache, id: string, commentCount: number): void {
  cache.writeFragment(COMMENT_COUNT, { __typename: "Post", id, commentCount });
}

const ratingChanged: UpdateResolver = (result, _, cache) => {
  const event = result.ratingChanged as Event<Rated>;
  if (event.__typename === "PostRated") rate(cache, "Post", event.postId, event);
  if (event.__typename === "CommentRated") rate(cache, "Comment", event.commentId, event);
};

function rate(cache: Cache, type: "Post" | "Comment", id: string, { score, upvotes, downvotes }: Rating): void {
  const rating = { __typename: "Rating", score, upvotes, downvotes };
  cache.writeFragment(RATING[type], { __typename: type, id, rating });
}

const pricesUpdated: UpdateResolver = (result, _, cache) => {
  const event = result.pricesUpdated as Event<Ticks>;
  if (event.__typename !== "PricesUpdated") return;
  for (const { coinId: id, price, change24h } of event.ticks) {
    cache.writeFragment(PRICE, { __typename: "Coin", id, price, change24h });
  }
};

/** Each figure that the subscription selects takes the place of the last. */
const marketStatsUpdated: UpdateResolver = (result, _, cache) => {
  const marketStats = result.marketStatsUpdated as Record<string, unknown>;
  const fields = Object.entries(marketStats)
    .filter(([name]) => name !== "__typename")
    .map(([name, value]) => (Array.isArray(value) ? `${name} { id }` : name));
  const query = gql`query { marketStats { ${fields.join(" ")} } }`;
  cache.updateQuery({ query }, () => ({ __typename: "Query", marketStats }));
};

/** What the cache makes of news; the entities in it are taken by themselves. */
export const told: NonNullable<UpdatesConfig["Subscription"]> = {
  commentActivity,
  commentPublished,
  marketStatsUpdated,
  pricesUpdated,
  ratingChanged,
};
