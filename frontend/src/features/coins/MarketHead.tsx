import { useQuery } from "urql";

import { Bone } from "@/components/Bones";
import { graphql } from "@/gql";
import { count, dollars, share } from "@/lib/format/numbers";

import { Simulated } from "./Simulated";

const MarketHead_query = graphql(`
  query MarketHead {
    marketStats {
      totalMarketCap
      total24hVolume
      bitcoinDominance
      totalCoins
      ...Simulated_marketStats
    }
  }
`);

export function MarketHead() {
  const [{ data }] = useQuery({ query: MarketHead_query });
  const stats = data?.marketStats;
  const figures = [
    ["Market cap", stats && dollars(stats.totalMarketCap)],
    ["Volume 24 h", stats && dollars(stats.total24hVolume)],
    ["Bitcoin's share", stats && share(stats.bitcoinDominance)],
    ["Coins", stats && count(stats.totalCoins)],
  ] as const;
  return (
    <header className="market-head">
      <div>
        <h1 className="page-title">Market</h1>
        <Simulated stats={stats} />
      </div>
      <dl>
        {figures.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{words ?? <Bone width={70} height={16} />}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
