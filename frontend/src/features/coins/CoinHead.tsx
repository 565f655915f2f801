import { Change } from "@/components/Change";
import { Num } from "@/components/Num";
import { Price } from "@/components/Price";
import { type FragmentType, graphql, readFragment } from "@/gql";

import { CoinIcon } from "./CoinIcon";
import { Simulated } from "./Simulated";

const CoinHead_coin = graphql(`
  fragment CoinHead_coin on Coin {
    id
    name
    symbol
    rank
    websiteUrl
    price
    change24h
    hour: change(window: HOUR)
    week: change(window: WEEK)
    month: change(window: MONTH)
    year: change(window: YEAR)
    ...CoinIcon_coin
  }
`);

interface Props {
  coin: FragmentType<typeof CoinHead_coin>;
  stats: Parameters<typeof Simulated>[0]["stats"];
}

export function CoinHead({ coin, stats }: Props) {
  const found = readFragment(CoinHead_coin, coin);
  const windows = [
    ["1 h", found.hour],
    ["7 d", found.week],
    ["30 d", found.month],
    ["1 y", found.year],
  ] as const;
  return (
    <header>
      <div className="coin-head">
        <CoinIcon coin={found} size={52} />
        <div>
          <h1>
            {found.name} <span>{found.symbol}</span>
          </h1>
          <p className="words">
            Rank {found.rank}
            {found.websiteUrl && (
              <>
                {" · "}
                <a href={found.websiteUrl} rel="noopener nofollow">
                  {new URL(found.websiteUrl).hostname.replace(/^www\./, "")}
                </a>
              </>
            )}
          </p>
        </div>
      </div>
      <div className="coin-now">
        <p className="coin-price num">
          <small>$</small>
          <Price key={found.id} value={found.price} />
        </p>
        <p className="coin-day">
          <Change value={found.change24h} /> <span>24 h</span>
        </p>
        <dl>
          {windows.map(([words, change]) => (
            <div key={words}>
              <dt>
                <Num>{words}</Num>
              </dt>
              <dd>
                <Change value={change} />
              </dd>
            </div>
          ))}
        </dl>
        <Simulated stats={stats} short />
      </div>
    </header>
  );
}
