import { useState } from "react";

import { type FragmentType, graphql, readFragment } from "@/gql";

const CoinIcon_coin = graphql(`
  fragment CoinIcon_coin on Coin {
    id
    symbol
    color
    iconUrl
  }
`);

interface Props {
  coin: FragmentType<typeof CoinIcon_coin>;
  size?: number;
}

/** The coin's own picture; where there is none, its letter on its colour. */
export function CoinIcon({ coin, size = 20 }: Props) {
  const { symbol, color, iconUrl } = readFragment(CoinIcon_coin, coin);
  const [isMissing, setIsMissing] = useState(false);
  if (iconUrl && !isMissing) {
    const path = new URL(iconUrl, location.href).pathname;
    return (
      <img
        src={path}
        width={size}
        height={size}
        alt=""
        loading="lazy"
        onError={() => {
          setIsMissing(true);
        }}
      />
    );
  }
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="12" fill={color ?? "var(--ct-ink-6)"} />
      <text className="num" x="12" y="16.2" textAnchor="middle" fontSize="12" fontWeight="650" fill="#fff">
        {symbol.slice(0, 1)}
      </text>
    </svg>
  );
}
