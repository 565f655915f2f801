import { graphql } from "@/gql";
import { useLive } from "@/lib/live/useLive";

const Prices = graphql(`
  subscription Prices($after: Cursor) {
    pricesUpdated(after: $after, maxRate: 4) {
      __typename
      ... on Subscribed {
        cursor
      }
      ... on PricesUpdated {
        cursor
        ticks {
          coinId
          price
          change24h
        }
      }
      ... on Resync {
        cursor
      }
    }
  }
`);

const Stats = graphql(`
  subscription Stats {
    marketStatsUpdated {
      source
      updatedAt
      totalMarketCap
      total24hVolume
      bitcoinDominance
      totalCoins
      topGainers {
        id
      }
      topLosers {
        id
      }
    }
  }
`);

/** Every price and the figures of the market as they change, into the cache: whatever shows them, shows the newest. */
export function usePrices(read: () => Promise<unknown>): void {
  useLive(Prices, {}, { onSubscribed: (isResumed) => (isResumed ? undefined : read()), onResync: read });
  useLive(Stats, {});
}
