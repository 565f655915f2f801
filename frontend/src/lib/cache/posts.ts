import type { Cache, UpdateResolver } from "@urql/exchange-graphcache";

/** Every list of posts is read anew: where a new one stands in it, the server alone knows. */
function forgetLists(cache: Cache): void {
  for (const { fieldName, fieldKey } of cache.inspectFields("Query")) {
    if (fieldName === "posts" || fieldName === "viewer") cache.invalidate("Query", fieldKey);
  }
}

export const postPublished: UpdateResolver = (result, _, cache) => {
  const [payload] = Object.values(result) as unknown as { post: object | null }[];
  if (payload?.post) forgetLists(cache);
};

export const postDeleted: UpdateResolver = (result, _, cache) => {
  const { deletedId } = (result as unknown as { deletePost: { deletedId: string | null } }).deletePost;
  if (!deletedId) return;
  cache.invalidate({ __typename: "Post", id: deletedId });
  forgetLists(cache);
};
