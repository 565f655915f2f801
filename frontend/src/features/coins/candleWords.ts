import { type Decimal, distance, percent, price } from "@/lib/format/numbers";

interface Candle {
  start: string;
  open: Decimal;
  high: Decimal;
  low: Decimal;
  close: Decimal;
}

/** Seconds from one candle to the next: the shortest way between two, for there may be holes. */
export function intervalOf(candles: readonly { start: string }[]): number {
  const starts = candles.map(({ start }) => Date.parse(start) / 1000);
  const steps = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
  return steps.length ? Math.min(...steps) : 60;
}

/** The chart for those who do not see it. */
export function sentenceAbout(name: string, range: string, candles: readonly Candle[]): string {
  const [first, last] = [candles[0], candles.at(-1)];
  if (!first || !last) return `${name} over ${range}: nothing is known yet.`;
  const lowest = candles.reduce((least, each) => (Number(each.low) < Number(least.low) ? each : least)).low;
  const highest = candles.reduce((most, each) => (Number(each.high) > Number(most.high) ? each : most)).high;
  const change = percent(distance(first.open, last.close));
  return `${name} over ${range}: from ${price(first.open)} to ${price(last.close)} dollars, ${change}; lowest ${price(lowest)}, highest ${price(highest)}.`;
}
