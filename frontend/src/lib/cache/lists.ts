import type { ResolverConfig } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";

const TYPES: Record<string, string> = { coin: "Coin", comment: "Comment", post: "Post", user: "User" };

/** Page after page is one list; and what has been read elsewhere is known by its id. */
export const lists: ResolverConfig = {
  Query: {
    posts: relayPagination(),
    comments: relayPagination(),
    coins: relayPagination(),
    node: (_, { id }) => {
      const [name = ""] = (id as string).split("_");
      const type = TYPES[name];
      return type ? { __typename: type, id: id as string } : undefined;
    },
  },
  Post: { comments: relayPagination() },
  Comment: { replies: relayPagination() },
  Coin: { posts: relayPagination() },
  User: { posts: relayPagination(), comments: relayPagination() },
  Viewer: { drafts: relayPagination(), bookmarks: relayPagination() },
};
