import { authExchange } from "@urql/exchange-auth";
import { cacheExchange } from "@urql/exchange-graphcache";
import { Client, fetchExchange } from "urql";

import { keys } from "./cache/keys";
import { commentAdded } from "./cache/comments";
import { optimisticBookmark, optimisticVote } from "./cache/optimistic";
import { postDeleted, postPublished } from "./cache/posts";
import { lists } from "./cache/lists";
import { told } from "./cache/told";
import type { Live } from "./live";
import { followed } from "./live/exchange";
import type { Session } from "./session/session";

const URL = "/graphql";

/** The whole wiring to the API, for one person: whoever signs in or out gets a new one, and nothing of the last. */
export function makeClient(session: Session, live: Live): Client {
  return new Client({
    url: URL,
    preferGetMethod: false,
    requestPolicy: "cache-and-network",
    // The bearer says who one is: the cookie goes along to refresh and sign-out alone.
    fetchOptions: { credentials: "omit" },
    exchanges: [
      cacheExchange({
        keys,
        // Every fragment names a type that things really are, and no other.
        possibleTypes: {},
        logger: warn,
        resolvers: lists,
        optimistic: {
          ratePost: optimisticVote("Post"),
          rateComment: optimisticVote("Comment"),
          bookmarkPost: optimisticBookmark,
        },
        updates: {
          Mutation: {
            addComment: commentAdded,
            createPost: postPublished,
            publishPost: postPublished,
            deletePost: postDeleted,
          },
          Subscription: told,
        },
      }),
      authorized(session),
      fetchExchange,
      followed(live),
    ],
  });
}

/** What the cache has to say while one develops; of the branches of a union all but one are never there. */
function warn(severity: "debug" | "error" | "warn", message: string): void {
  if (!message.includes("Caused At: Inline Fragment")) console[severity](message);
}

/** Sends each operation as whoever is signed in, and once more where the token alone was refused. */
function authorized(session: Session) {
  return authExchange(async (auth) => {
    await session.bearer().catch(() => null);
    return {
      addAuthToOperation: (operation) => {
        const token = session.held();
        return token ? auth.appendHeaders(operation, { authorization: `Bearer ${token}` }) : operation;
      },
      willAuthError: () => session.isDue(),
      didAuthError: ({ graphQLErrors }) =>
        session.held() !== null && graphQLErrors.some(({ extensions }) => extensions.code === "UNAUTHENTICATED"),
      refreshAuth: async () => {
        const refused = session.held();
        if (session.isDue() || !refused) await session.bearer().catch(() => null);
        else await session.successor(refused);
      },
    };
  });
}
