import { Button, SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useQuery } from "urql";

import { Failed } from "@/components/Failed";
import { graphql } from "@/gql";
import type { CandleInterval, PriceRange } from "@/gql/graphql";
import { keep, readKept } from "@/lib/kept";
import { usePolling } from "@/lib/usePolling";

import { CandleTable } from "./CandleTable";
import { intervalOf, sentenceAbout } from "./candleWords";
import { Ohlc } from "./Ohlc";
import { useGrown } from "./useGrown";
import "./candles.css";

const CandleChart = lazy(() => import("./CandleChart").then((module) => ({ default: module.CandleChart })));

const Candles_query = graphql(`
  query Candles($slug: String!, $range: PriceRange!, $interval: CandleInterval) {
    coin(slug: $slug) {
      id
      name
      price
      history(range: $range, interval: $interval) {
        start
        open
        high
        low
        close
        volume
      }
    }
  }
`);

const RANGES: { value: PriceRange; label: string; words: string }[] = [
  { value: "HOUR", label: "1 H", words: "an hour" },
  { value: "DAY", label: "24 H", words: "24 hours" },
  { value: "WEEK", label: "7 D", words: "7 days" },
  { value: "MONTH", label: "30 D", words: "30 days" },
  { value: "YEAR", label: "1 Y", words: "a year" },
  { value: "ALL", label: "All", words: "all the time that is known" },
];

/** As many candles as can be told apart. */
const INTERVALS: Record<PriceRange, CandleInterval | null> = {
  HOUR: "MINUTE",
  DAY: "FIFTEEN_MINUTES",
  WEEK: "HOUR",
  MONTH: "FOUR_HOURS",
  YEAR: "DAY",
  ALL: null,
};

const NONE: readonly never[] = [];

interface Props {
  slug: string;
}

export function Candles({ slug }: Props) {
  const [range, setRange] = useState<PriceRange>(() => readKept<PriceRange>("candle-range") ?? "DAY");
  const [isTable, setIsTable] = useState(false);
  const [under, setUnder] = useState<string | null>(null);
  const [{ data, error, stale, operation }, readAgain] = useQuery({
    query: Candles_query,
    variables: { slug, range, interval: INTERVALS[range] },
  });
  const coin = data?.coin;
  const grown = useGrown(coin?.history ?? NONE, coin?.price ?? "0");
  const candles = coin && grown;
  const interval = intervalOf(grown);
  usePolling(readAgain, interval <= 60 ? 20 : 60);
  // Until those of another range are there, the last ones stay.
  const shown = operation?.variables.range ?? range;
  const rangeWords = RANGES.find(({ value }) => value === shown)?.words ?? "";

  return (
    <section className="sheet candles" aria-label="Candles" aria-busy={!candles || stale}>
      <div className="candles-head">
        <SegmentedControl
          aria-label="Range"
          data={RANGES}
          value={range}
          onChange={(chosen) => {
            keep("candle-range", chosen);
            setRange(chosen);
          }}
        />
        <Ohlc candle={grown.find(({ start }) => start === under) ?? grown.at(-1) ?? null} isLong={interval >= 86_400} />
      </div>
      {!candles && error && (
        <div className="candles-trouble">
          <Failed
            what="The candles"
            error={error}
            onAgain={() => {
              readAgain({ requestPolicy: "network-only" });
            }}
          />
        </div>
      )}
      {candles?.length === 0 && <p className="candles-trouble quiet">There is no history yet.</p>}
      {!error && !isTable && candles?.length !== 0 && (
        <div className="candles-place">
          <Suspense>
            {candles && (
              <CandleChart
                candles={candles}
                range={shown}
                label={sentenceAbout(coin.name, rangeWords, candles)}
                isIntraday={interval < 86_400}
                onUnder={setUnder}
              />
            )}
          </Suspense>
        </div>
      )}
      {isTable && candles && <CandleTable candles={candles} />}
      {candles && (
        <div className="candles-foot">
          <span className="candles-hollow">hollow: rose</span>
          <span className="candles-filled">filled: fell</span>
          <Button
            variant="subtle"
            size="compact-xs"
            aria-pressed={isTable}
            onClick={() => {
              setIsTable((is) => !is);
            }}
          >
            {isTable ? "Show as chart" : "Show as table"}
          </Button>
          <span className="candles-zone">{wordsOfInterval(interval)}, your time</span>
        </div>
      )}
    </section>
  );
}

function wordsOfInterval(seconds: number): string {
  const [amount, unit] =
    seconds >= 604_800
      ? [seconds / 604_800, "week"]
      : seconds >= 86_400
        ? [seconds / 86_400, "day"]
        : seconds >= 3_600
          ? [seconds / 3_600, "hour"]
          : [Math.max(1, seconds / 60), "minute"];
  return amount === 1 ? `a candle ${unit === "hour" ? "an" : "a"} ${unit}` : `${amount} ${unit}s a candle`;
}
