import { price } from "@/lib/format/numbers";
import { dateOf, timeOfDay } from "@/lib/format/times";

import type { CandleAt } from "./CandleChart";

interface Props {
  candle: CandleAt | null;
  /** Whether a candle is a day or more, so that the hour says nothing. */
  isLong: boolean;
}

/** The candle under the pointer, in numbers. */
export function Ohlc({ candle, isLong }: Props) {
  if (!candle) return null;
  const parts = [
    ["O", candle.open],
    ["H", candle.high],
    ["L", candle.low],
    ["C", candle.close],
  ] as const;
  return (
    <p className="ohlc num" aria-hidden="true">
      <span>{isLong ? dateOf(candle.start) : timeOfDay(candle.start)}</span>
      {parts.map(([letter, value]) => (
        <span key={letter}>
          {letter} <b>{price(value)}</b>
        </span>
      ))}
    </p>
  );
}
