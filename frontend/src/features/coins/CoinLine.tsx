import { Link } from "@tanstack/react-router";

import { Change } from "@/components/Change";
import { Price } from "@/components/Price";
import { Sparkline } from "@/components/Sparkline";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { directionOf } from "@/lib/format/numbers";

import { CoinIcon } from "./CoinIcon";
import "./coinLine.css";

const CoinLine_coin = graphql(`
  fragment CoinLine_coin on Coin {
    id
    slug
    name
    symbol
    price
    change24h
    sparkline
    ...CoinIcon_coin
  }
`);

interface Props {
  coin: FragmentType<typeof CoinLine_coin>;
}

export function CoinLine({ coin }: Props) {
  const found = readFragment(CoinLine_coin, coin);
  return (
    <Link to="/coins/$slug" params={{ slug: found.slug }} className="coin-line">
      <CoinIcon coin={found} size={28} />
      <span>
        <b>{found.name}</b>
        <small>{found.symbol}</small>
      </span>
      <Sparkline values={found.sparkline} direction={directionOf(found.change24h)} width={62} />
      <span className="coin-line-price">
        <Price value={found.price} />
        <Change value={found.change24h} />
      </span>
    </Link>
  );
}
