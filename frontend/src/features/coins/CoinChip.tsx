import { Link } from "@tanstack/react-router";

import type { ReactNode } from "react";

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
  const { slug } = readFragment(CoinChip_coin, coin);
  return (
    <Link to="/coins/$slug" params={{ slug }} className="coin-chip">
      <Inside coin={coin} withPrice={withPrice} />
    </Link>
  );
}

/** The same by their slugs, for links that stand in somebody's words. */
export function chipsInWords(coins: readonly Props["coin"][]): Record<string, ReactNode> {
  return Object.fromEntries(
    coins.map((coin) => [readFragment(CoinChip_coin, coin).slug, <Inside key="inside" coin={coin} />]),
  );
}

function Inside({ coin, withPrice = false }: Props) {
  const found = readFragment(CoinChip_coin, coin);
  return (
    <>
      <CoinIcon coin={found} size={16} />
      <b>{found.symbol}</b>
      {withPrice && <Price value={found.price} />}
      <Change value={found.change24h} />
    </>
  );
}
