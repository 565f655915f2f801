import { type Exchange, subscriptionExchange } from "urql";

import type { Live } from "../live";
import type { Handlers } from "./following";

/** What `useLive` hands on with its operation. */
export type Ears = Pick<Handlers<unknown>, "onSubscribed" | "onResync">;

/** Subscriptions by the one socket: each event goes through the cache, and from there to whoever listens. */
export function followed(live: Live): Exchange {
  return subscriptionExchange({
    forwardSubscription: (_, { query, variables, context }) => ({
      subscribe: (sink) => ({
        unsubscribe: live.subscribe(query, variables, {
          ...(context.ears as Ears | undefined),
          onEvent: (_event, data) => {
            sink.next({ data: data as Record<string, unknown> });
          },
        }),
      }),
    }),
  });
}
