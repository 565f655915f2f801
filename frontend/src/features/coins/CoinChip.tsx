import { Link } from "@tanstack/react-router";

import { Change } from "@/components/Change";
import { Price } from "@/components/Price";
import { type FragmentType, graphql, readFragment } from "@/gql";

import { CoinIcon } from "./CoinIcon";
import "./coinChip.css";

const CoinChip_coin = graphql(`
  fragment CoinChip_coin on Coin {
    id
    slug
    symbol
    price
    change24h
    ...CoinIcon_coin
  }
`);

interface Props {
  coin: FragmentType<typeof CoinChip_coin>;
  withPrice?: boolean;
}

/** A coin beside words: its name and how it went today. */
export function CoinChip({ coin, withPrice = false }: Props) {
  const found = readFragment(CoinChip_coin, coin);
  return (
    <Link to="/coins/$slug" params={{ slug: found.slug }} className="coin-chip">
      <CoinIcon coin={found} size={16} />
      <b>{found.symbol}</b>
      {withPrice && <Price value={found.price} />}
      <Change value={found.change24h} />
    </Link>
  );
}
