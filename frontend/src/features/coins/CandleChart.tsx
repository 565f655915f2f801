import { useComputedColorScheme } from "@mantine/core";
import type { UTCTimestamp } from "lightweight-charts";
import { useEffect, useRef } from "react";

import type { Decimal } from "@/lib/format/numbers";

import { drawChart, type Drawn, dress, fill } from "./candleDrawing";

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
  isIntraday: boolean;
  onUnder: (candle: CandleAt | null) => void;
}

/** Hollow where the price rose, filled where it fell. */
export function CandleChart({ candles, label, isIntraday, onUnder }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<(Drawn & { from: string | null }) | null>(null);
  const current = useRef(candles);
  const scheme = useComputedColorScheme();

  useEffect(() => {
    if (!place.current) return undefined;
    const made = { ...drawChart(place.current), from: null };
    drawn.current = made;
    made.chart.subscribeCrosshairMove(({ time }) => {
      const found = current.current.find(
        ({ start }) => Date.parse(start) / 1000 === (time as UTCTimestamp | undefined),
      );
      onUnder(found ?? null);
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
    current.current = candles;
    if (!drawn.current) return;
    fill(drawn.current, candles);
    // Only where it shows another time: who has moved along it stays where he is.
    const first = candles[0]?.start ?? null;
    if (drawn.current.from !== first) drawn.current.chart.timeScale().fitContent();
    drawn.current.from = first;
  }, [candles, scheme, onUnder]);

  return <div ref={place} className="candle-chart" role="img" aria-label={label} />;
}
