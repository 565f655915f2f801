import { Link } from "@tanstack/react-router";
import { memo } from "react";

import { Bone } from "@/components/Bones";
import { Change } from "@/components/Change";
import { Price } from "@/components/Price";
import { Sparkline } from "@/components/Sparkline";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { directionOf, dollars } from "@/lib/format/numbers";

import { CoinIcon } from "./CoinIcon";
import "./marketRows.css";
import "./marketTable.css";

const MarketRow_coin = graphql(`
  fragment MarketRow_coin on Coin {
    id
    slug
    name
    symbol
    rank
    price
    change24h
    hour: change(window: HOUR)
    week: change(window: WEEK)
    sparkline
    marketCap
    volume24h
    ...CoinIcon_coin
  }
`);

interface Props {
  coin: FragmentType<typeof MarketRow_coin>;
  isPhone: boolean;
}

/** A coin: one line of the table, or two lines on a phone; drawn anew where it is this coin that ticked. */
export const MarketRow = memo(function MarketRow({ coin, isPhone }: Props) {
  const found = readFragment(MarketRow_coin, coin);
  const direction = directionOf(found.change24h);
  if (isPhone) {
    return (
      <li>
        <Link to="/coins/$slug" params={{ slug: found.slug }} className="market-row">
          <CoinIcon coin={found} size={26} />
          <span>
            <b>{found.name}</b>
            <small>{found.symbol}</small>
          </span>
          <Sparkline values={found.sparkline} direction={direction} width={72} />
          <span className="market-row-price">
            <Price value={found.price} />
            <Change value={found.change24h} />
          </span>
        </Link>
      </li>
    );
  }
  return (
    <tr>
      <td className="num quiet">{found.rank}</td>
      <th scope="row" className="left">
        <Link to="/coins/$slug" params={{ slug: found.slug }}>
          <CoinIcon coin={found} size={22} />
          <span>
            {found.name} <i>{found.symbol}</i>
          </span>
        </Link>
      </th>
      <td className="market-price">
        <Price value={found.price} />
      </td>
      <td>
        <Change value={found.hour} />
      </td>
      <td>
        <Change value={found.change24h} />
      </td>
      <td>
        <Change value={found.week} />
      </td>
      <td>
        <Sparkline values={found.sparkline} direction={direction} />
      </td>
      <td className="num">{dollars(found.marketCap)}</td>
      <td className="num soft">{dollars(found.volume24h)}</td>
    </tr>
  );
});

/** Rows of the same height, until the real ones come. */
export function MarketRowBones({ rows, isPhone }: { rows: number; isPhone: boolean }) {
  return Array.from({ length: rows }, (_, row) => {
    const name = <Bone width={72 + ((row * 37) % 60)} />;
    if (isPhone) {
      return (
        <li key={row}>
          <span className="market-row">
            <Bone round width={26} height={26} />
            {name}
            <Bone pale />
            <Bone width={72} />
          </span>
        </li>
      );
    }
    return (
      <tr key={row}>
        <td />
        <td className="left">
          <span className="market-name">
            <Bone round width={22} height={22} />
            {name}
          </span>
        </td>
        {Array.from({ length: 7 }, (_, cell) => (
          <td key={cell}>
            <Bone width={cell === 4 ? 128 : 60} pale={cell !== 0} />
          </td>
        ))}
      </tr>
    );
  });
}
