import { useQuery } from "urql";

import { Bone } from "@/components/Bones";
import { graphql } from "@/gql";
import { dollars, share } from "@/lib/format/numbers";

import "./figures.css";

const MarketFigures_query = graphql(`
  query MarketFigures {
    marketStats {
      totalMarketCap
      total24hVolume
      bitcoinDominance
    }
  }
`);

/** The market in three numbers. Where they do not come, the tape has said so already. */
export function MarketFigures() {
  const [{ data, error }] = useQuery({ query: MarketFigures_query });
  if (error && !data) return null;
  const stats = data?.marketStats;
  const figures = [
    ["Market cap", stats && dollars(stats.totalMarketCap)],
    ["Volume 24 h", stats && dollars(stats.total24hVolume)],
    ["BTC share", stats && share(stats.bitcoinDominance)],
  ] as const;
  return (
    <dl className="sheet figures">
      {figures.map(([name, words]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{words ?? <Bone width={64} height={16} />}</dd>
        </div>
      ))}
    </dl>
  );
}
