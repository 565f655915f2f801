import { Link } from "@tanstack/react-router";
import { useClient, useQuery } from "urql";

import { Change } from "@/components/Change";
import { Price } from "@/components/Price";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { useConnection } from "@/lib/live/context";
import { readAnew } from "@/lib/readAnew";

import { TapeState } from "./TapeState";
import { usePrices } from "./usePrices";
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

/** Prices by rank, dark in both schemes, still, and scrolled by hand. It keeps those of every page live. */
export function Tape() {
  const { kind } = useConnection();
  const client = useClient();
  const [{ data, error }] = useQuery({ query: Tape_query });
  usePrices(() => readAnew(client, Tape_query, {}));

  return (
    <section className={`tape ${kind === "offline" ? "still" : ""}`} aria-label="Prices">
      <TapeState stats={data?.marketStats ?? null} connection={kind} hasFailed={!data && error !== undefined} />
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
      <Price value={found.price} />
      <Change value={found.change24h} />
    </Link>
  );
}
