import {
  CandlestickSeries,
  type CandlestickData,
  ColorType,
  createChart,
  CrosshairMode,
  HistogramSeries,
  type HistogramData,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineStyle,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";

import { type Decimal, price } from "@/lib/format/numbers";

import type { CandleAt } from "./CandleChart";

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const instant = (at: Time) => new Date(Number(at) * 1000);

const priceFormat = {
  type: "custom" as const,
  formatter: (value: number) => price(String(value) as Decimal),
  minMove: 1e-8,
};

/** An empty chart; `dress` gives it the colours of the scheme. */
export function drawChart(place: HTMLElement): Drawn {
  const chart = createChart(place, {
    autoSize: true,
    layout: { attributionLogo: false, fontFamily: '"Geist Variable", sans-serif', fontSize: 12 },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.06, bottom: 0.2 } },
    timeScale: { borderVisible: false, fixLeftEdge: true, fixRightEdge: true },
    crosshair: { mode: CrosshairMode.Magnet },
    // A page is scrolled past it; what moves along time is a drag to the side.
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
    localization: { timeFormatter: (at: Time) => moment.format(instant(at)) },
  });
  const volumes = chart.addSeries(HistogramSeries, {
    priceScaleId: "volume",
    lastValueVisible: false,
    priceLineVisible: false,
  });
  chart.priceScale("volume").applyOptions({ scaleMargins: { top: 0.87, bottom: 0 } });
  const bars = chart.addSeries(CandlestickSeries, { priceFormat, lastValueVisible: false, priceLineVisible: false });
  // A hollow bar has no colour that its own line could take.
  const now = bars.createPriceLine({ price: 0, lineStyle: LineStyle.Dotted, lineWidth: 1, axisLabelVisible: true });
  return { chart, bars, volumes, now };
}

export interface Drawn {
  chart: IChartApi;
  bars: ISeriesApi<"Candlestick">;
  volumes: ISeriesApi<"Histogram">;
  /** Where the price stands. */
  now: IPriceLine;
}

/** Colours of the scheme as it is now, and the labels of the axis in the reader's time. */
export function dress({ chart, bars }: Pick<Drawn, "chart" | "bars">, isIntraday: boolean): void {
  const [rise, fall, line, words, sheet, ink] = colours("rise", "fall", "line", "text-3", "sheet", "icon");
  chart.applyOptions({
    layout: { background: { type: ColorType.Solid, color: sheet }, textColor: words },
    grid: { vertLines: { color: line, style: LineStyle.Dotted }, horzLines: { color: line } },
    crosshair: {
      vertLine: { color: ink, style: LineStyle.Dashed, labelBackgroundColor: ink },
      horzLine: { color: ink, style: LineStyle.Dashed, labelBackgroundColor: ink },
    },
    timeScale: {
      timeVisible: isIntraday,
      tickMarkFormatter: (at: Time, kind: number) => (kind >= 3 ? time : day).format(instant(at)),
    },
  });
  bars.applyOptions({
    upColor: "transparent",
    borderUpColor: rise,
    wickUpColor: rise,
    downColor: fall,
    borderDownColor: fall,
    wickDownColor: fall,
  });
}

/** Puts these candles in, in the colours of the scheme. */
export function fill(drawn: Drawn, candles: readonly CandleAt[]): void {
  drawn.bars.setData(candles.map(barOf));
  drawn.volumes.setData(volumesOf(candles));
  point(drawn, candles.at(-1));
}

/** Puts the newest candle in the place of the one that it was. */
export function grow(drawn: Drawn, candles: readonly CandleAt[]): void {
  const newest = candles.slice(-1);
  for (const bar of newest.map(barOf)) drawn.bars.update(bar);
  for (const volume of volumesOf(newest)) drawn.volumes.update(volume);
  point(drawn, newest[0]);
}

/** Says where the price stands. */
function point({ now }: Drawn, last: CandleAt | undefined): void {
  if (!last) return;
  const [rise, fall, sheet] = colours("rise", "fall", "sheet");
  const color = Number(last.close) >= Number(last.open) ? rise : fall;
  now.applyOptions({ price: Number(last.close), color, axisLabelColor: color, axisLabelTextColor: sheet });
}

function barOf({ start, open, high, low, close }: CandleAt): CandlestickData {
  return {
    time: (Date.parse(start) / 1000) as UTCTimestamp,
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
  };
}

function volumesOf(candles: readonly CandleAt[]): HistogramData[] {
  const [rise, fall] = colours("rise", "fall");
  return candles.map(({ start, open, close, volume }) => ({
    time: (Date.parse(start) / 1000) as UTCTimestamp,
    value: Number(volume ?? 0),
    // A quarter of the colour: the bars lie behind.
    color: `${Number(close) >= Number(open) ? rise : fall}40`,
  }));
}

/** Tokens of the scheme as they are now, such as #046d75. */
function colours<Names extends string[]>(...names: Names): { [Index in keyof Names]: string } {
  const style = getComputedStyle(document.documentElement);
  return names.map((name) => style.getPropertyValue(`--ct-${name}`).trim()) as { [Index in keyof Names]: string };
}
