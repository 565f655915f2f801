import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { Change } from "@/components/Change";
import { Failed } from "@/components/Failed";
import { graphql, readFragment } from "@/gql";

import { CoinIcon } from "./CoinIcon";

const Movers_query = graphql(`
  query Movers {
    marketStats {
      topGainers {
        id
        ...Mover_coin
      }
      topLosers {
        id
        ...Mover_coin
      }
    }
  }
`);

const Mover_coin = graphql(`
  fragment Mover_coin on Coin {
    id
    slug
    symbol
    change24h
    ...CoinIcon_coin
  }
`);

export function Movers() {
  const [{ data, error }, readAgain] = useQuery({ query: Movers_query });
  const stats = data?.marketStats;
  const coins = readFragment(
    Mover_coin,
    stats ? [...stats.topGainers.slice(0, 4), ...stats.topLosers.slice(0, 3).reverse()] : [],
  );
  const furthest = Math.max(1, ...coins.map(({ change24h }) => Math.abs(Number(change24h))));

  return (
    <section className="sheet">
      <h2 className="sheet-head">
        Movers <span className="more">24 h, by percent</span>
      </h2>
      <div className="sheet-body">
        {!stats && error && (
          <Failed
            what="The movers"
            error={error}
            onAgain={() => {
              readAgain({ requestPolicy: "network-only" });
            }}
          />
        )}
        {!stats && !error && <BoneLines lines={7} label="Movers are loading" />}
        {coins.map((coin) => (
          <Link key={coin.id} to="/coins/$slug" params={{ slug: coin.slug }} className="mover">
            <CoinIcon coin={coin} />
            <b>{coin.symbol}</b>
            <Bar percent={Number(coin.change24h)} furthest={furthest} />
            <Change value={coin.change24h} />
          </Link>
        ))}
      </div>
    </section>
  );
}

/** Plain to the right, hatched to the left of the middle. */
function Bar({ percent, furthest }: { percent: number; furthest: number }) {
  const width = `${(Math.abs(percent) / furthest) * 48}%`;
  return (
    <span className="mover-bar" aria-hidden="true">
      <i className={percent < 0 ? "down" : "up"} style={{ width }} />
    </span>
  );
}
