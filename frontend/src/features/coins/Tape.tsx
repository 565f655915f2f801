import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { Change } from "@/components/Change";
import { Num } from "@/components/Num";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { useOnline } from "@/lib/connection";
import { price } from "@/lib/format/numbers";
import { usePolling } from "@/lib/usePolling";

import { TapeState } from "./TapeState";
import "./tape.css";

const Tape_query = graphql(`
  query Tape {
    coins(first: 20) {
      nodes {
        id
        ...TapeCoin_coin
      }
    }
    marketStats {
      ...TapeState_marketStats
    }
  }
`);

const TapeCoin_coin = graphql(`
  fragment TapeCoin_coin on Coin {
    id
    slug
    symbol
    price
    change24h
  }
`);

/** Prices by rank, dark in both schemes, still, and scrolled by hand. */
export function Tape() {
  const isOnline = useOnline();
  const [{ data, error }, readAgain] = useQuery({ query: Tape_query });

  usePolling(readAgain);

  return (
    <section className={`tape ${isOnline ? "" : "still"}`} aria-label="Prices">
      <TapeState stats={data?.marketStats ?? null} isOnline={isOnline} hasFailed={!data && error !== undefined} />
      <div className="tape-run" tabIndex={-1}>
        {data?.coins.nodes.map((coin) => (
          <TapeCoin key={coin.id} coin={coin} />
        ))}
      </div>
    </section>
  );
}

function TapeCoin({ coin }: { coin: FragmentType<typeof TapeCoin_coin> }) {
  const found = readFragment(TapeCoin_coin, coin);
  return (
    <Link to="/coins/$slug" params={{ slug: found.slug }}>
      <b>{found.symbol}</b>
      <Num>{price(found.price)}</Num>
      <Change value={found.change24h} />
    </Link>
  );
}
