import { Change } from "@/components/Change";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { amount, count, type Decimal, distance, dollars, price } from "@/lib/format/numbers";
import { dateOf } from "@/lib/format/times";

import { useGrown } from "./useGrown";
import "./coinFigures.css";

const CoinFigures_coin = graphql(`
  fragment CoinFigures_coin on Coin {
    id
    price
    marketCap
    volume24h
    priceInBtc
    supply {
      circulating
      total
      max
    }
    allTimeHigh {
      price
      at
    }
    day: history(range: DAY) {
      start
      low
      high
      close
    }
  }
`);

interface Props {
  coin: FragmentType<typeof CoinFigures_coin>;
}

export function CoinFigures({ coin }: Props) {
  const {
    price: now,
    marketCap: capRead,
    volume24h,
    priceInBtc,
    supply,
    allTimeHigh,
    day: dayRead,
  } = readFragment(CoinFigures_coin, coin);
  const day = useGrown(dayRead, now);
  const circulating = supply?.circulating;
  const marketCap = circulating ? (String(Number(now) * Number(circulating)) as Decimal) : capRead;
  const isHighest = allTimeHigh && Number(now) >= Number(allTimeHigh.price);
  return (
    <section className="sheet">
      <h2 className="sheet-head">Figures</h2>
      <div className="sheet-body">
        <DayRange now={now} day={day} />
        <dl className="coin-figures">
          <dt>Market cap</dt>
          <dd className="num">{dollars(marketCap)}</dd>
          <dt>Volume 24 h</dt>
          <dd className="num">{dollars(volume24h)}</dd>
          <dt>In bitcoin</dt>
          <dd className="num">{priceInBtc ? `${amount(priceInBtc)} BTC` : "–"}</dd>
          <dt>Circulating</dt>
          <dd className="num">{circulating ? count(circulating) : "–"}</dd>
          <dt>Most there can be</dt>
          <dd className="num">{supply?.max ? count(supply.max) : "no limit"}</dd>
          {allTimeHigh && (
            <>
              <dt>All-time high</dt>
              <dd className="num">
                ${price(isHighest ? now : allTimeHigh.price)}
                <small>
                  {isHighest ? (
                    "just now"
                  ) : (
                    <>
                      {dateOf(allTimeHigh.at)}, <Change value={distance(allTimeHigh.price, now)} /> since
                    </>
                  )}
                </small>
              </dd>
            </>
          )}
        </dl>
      </div>
    </section>
  );
}

/** Where the price stands between the lowest and the highest of the day. */
function DayRange({ now, day }: { now: Decimal; day: readonly { low: Decimal; high: Decimal }[] }) {
  if (day.length === 0) return null;
  const low = day.reduce((least, { low: each }) => (Number(each) < Number(least) ? each : least), now);
  const high = day.reduce((most, { high: each }) => (Number(each) > Number(most) ? each : most), now);
  const part = high === low ? 50 : ((Number(now) - Number(low)) / (Number(high) - Number(low))) * 100;
  return (
    <>
      <p className="day-range-words">
        <span>
          24 h low <b className="num">{price(low)}</b>
        </span>
        <span>
          high <b className="num">{price(high)}</b>
        </span>
      </p>
      <div className="day-range" role="img" aria-label={`Now at ${Math.round(part)} percent of the day's range`}>
        <i style={{ left: `${part}%` }} />
      </div>
    </>
  );
}
