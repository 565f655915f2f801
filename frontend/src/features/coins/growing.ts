import type { Decimal } from "@/lib/format/numbers";

import { intervalOf } from "./candleWords";

export interface Candle {
  start: string;
  high: Decimal;
  low: Decimal;
  close: Decimal;
}

/** The newest candle takes the price; past its end it is left alone, for the next one opens where only the API knows. */
export function grown<Each extends Candle>(candles: readonly Each[], price: Decimal, at: number): readonly Each[] {
  const last = candles.at(-1);
  if (!last || last.close === price || at >= Date.parse(last.start) + intervalOf(candles) * 1000) return candles;
  const high = Number(price) > Number(last.high) ? price : last.high;
  const low = Number(price) < Number(last.low) ? price : last.low;
  return [...candles.slice(0, -1), { ...last, high, low, close: price }];
}
