import { useComputedColorScheme } from "@mantine/core";
import type { UTCTimestamp } from "lightweight-charts";
import { useEffect, useRef } from "react";

import type { Decimal } from "@/lib/format/numbers";

import { drawChart, type Drawn, dress, fill, grow } from "./candleDrawing";

export interface CandleAt {
  start: string;
  open: Decimal;
  high: Decimal;
  low: Decimal;
  close: Decimal;
  volume?: Decimal | null | undefined;
}

interface Props {
  candles: readonly CandleAt[];
  /** The chart in a sentence. */
  label: string;
  /** Which time it is, as it was asked for. */
  range: string;
  isIntraday: boolean;
  onUnder: (start: string | null) => void;
}

/** Hollow where the price rose, filled where it fell. */
export function CandleChart({ candles, label, range, isIntraday, onUnder }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<(Drawn & { range: string | null }) | null>(null);
  const current = useRef(candles);
  const scheme = useComputedColorScheme();

  useEffect(() => {
    if (!place.current) return undefined;
    const made = { ...drawChart(place.current), range: null };
    drawn.current = made;
    made.chart.subscribeCrosshairMove(({ time }) => {
      const found = current.current.find(
        ({ start }) => Date.parse(start) / 1000 === (time as UTCTimestamp | undefined),
      );
      onUnder(found?.start ?? null);
    });
    return () => {
      drawn.current = null;
      made.chart.remove();
    };
  }, [onUnder]);

  useEffect(() => {
    if (drawn.current) dress(drawn.current, isIntraday);
  }, [scheme, isIntraday, onUnder]);

  useEffect(() => {
    const before = current.current;
    current.current = candles;
    if (!drawn.current) return;
    if (isGrowth(before, candles)) {
      grow(drawn.current, candles);
      return;
    }
    fill(drawn.current, candles);
    // Only where it shows another time: who has moved along it stays where he is.
    if (drawn.current.range !== range) drawn.current.chart.timeScale().fitContent();
    drawn.current.range = range;
  }, [candles, range, scheme, onUnder]);

  return <div ref={place} className="candle-chart" role="img" aria-label={label} />;
}

/** Whether nothing but the newest candle is another one. */
function isGrowth(before: readonly CandleAt[], candles: readonly CandleAt[]): boolean {
  return (
    before !== candles &&
    before.length === candles.length &&
    before.every((candle, index) => index === before.length - 1 || candle === candles[index])
  );
}
