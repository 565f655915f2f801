import { expect, test } from "vitest";

import { intervalOf, sentenceAbout } from "./candleWords";
import { pressed } from "./marketColumns";

const candle = (minute: number, open: string, high: string, low: string, close: string) => ({
  start: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  open: open as `${number}`,
  high: high as `${number}`,
  low: low as `${number}`,
  close: close as `${number}`,
});

test("candles with a hole are as long as the nearest two say", () => {
  const candles = [0, 30, 45].map((minute) => candle(minute, "1", "1", "1", "1"));

  expect(intervalOf(candles)).toBe(15 * 60);
});

test("a chart is a sentence too", () => {
  const candles = [candle(0, "100", "120", "90", "110"), candle(15, "110", "115", "80", "105")];

  expect(sentenceAbout("Bitcoin", "24 hours", candles)).toBe(
    "Bitcoin over 24 hours: from 100.00 to 105.00 dollars, +5.00%; lowest 80.00, highest 120.00.",
  );
});

test("a column is sorted its own way first, and the other way by a second press", () => {
  const byRank = { field: "RANK", direction: "ASC" } as const;

  const once = pressed(byRank, "MARKET_CAP");

  expect(once).toEqual({ field: "MARKET_CAP", direction: "DESC" });
  expect(pressed(once, "MARKET_CAP")).toEqual({ field: "MARKET_CAP", direction: "ASC" });
});
