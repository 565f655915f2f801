import { price } from "@/lib/format/numbers";

import type { CandleAt } from "./CandleChart";

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The chart as a table, the newest first. */
export function CandleTable({ candles }: { candles: readonly CandleAt[] }) {
  return (
    <div className="candle-table" tabIndex={0} role="region" aria-label="Candles as a table">
      <table>
        <thead>
          <tr>
            {["From", "Open", "High", "Low", "Close"].map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...candles].reverse().map(({ start, open, high, low, close }) => (
            <tr key={start}>
              <th scope="row">{when.format(new Date(start))}</th>
              <td className="num">{price(open)}</td>
              <td className="num">{price(high)}</td>
              <td className="num">{price(low)}</td>
              <td className="num">{price(close)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
