import type { Cache, OptimisticMutationResolver } from "@urql/exchange-graphcache";

type Vote = "UP" | "DOWN" | null;

export interface Votes {
  upvotes: number;
  downvotes: number;
  viewerVote: Vote;
}

/** The counts as they will stand once this vote is counted. */
export function recounted({ upvotes, downvotes, viewerVote }: Votes, vote: Vote): Votes & { score: number } {
  const up = upvotes + Number(vote === "UP") - Number(viewerVote === "UP");
  const down = downvotes + Number(vote === "DOWN") - Number(viewerVote === "DOWN");
  return { score: up - down, upvotes: up, downvotes: down, viewerVote: vote };
}

export function optimisticVote(type: "Post" | "Comment"): OptimisticMutationResolver {
  return (args, cache) => {
    const { id, vote } = args.input as { id: string; vote: Vote };
    const before = votesOf(cache, { __typename: type, id });
    if (!before) return null;
    const rating = { __typename: "Rating", ...recounted(before, vote) };
    return {
      __typename: `Rate${type}Payload`,
      errors: [],
      [type.toLowerCase()]: { __typename: type, id, rating },
    };
  };
}

function votesOf(cache: Cache, entity: { __typename: string; id: string }): Votes | null {
  const rating = cache.resolve(entity, "rating");
  if (typeof rating !== "string") return null;
  const [upvotes, downvotes, viewerVote] = ["upvotes", "downvotes", "viewerVote"].map((name) =>
    cache.resolve(rating, name),
  );
  return { upvotes: Number(upvotes), downvotes: Number(downvotes), viewerVote: viewerVote as Vote };
}

export const optimisticBookmark: OptimisticMutationResolver = (args) => {
  const { id, bookmarked } = args.input as { id: string; bookmarked: boolean };
  return {
    __typename: "BookmarkPostPayload",
    errors: [],
    post: { __typename: "Post", id, viewerHasBookmarked: bookmarked },
  };
};
