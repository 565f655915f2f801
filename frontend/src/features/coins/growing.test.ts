import { expect, test } from "vitest";

import { grown } from "./growing";

const CANDLES = [
  { start: "2026-08-01T10:00:00Z", open: "2", high: "4", low: "1", close: "3" },
  { start: "2026-08-01T10:15:00Z", open: "3", high: "10", low: "3", close: "9" },
] as const;
const WITHIN = Date.parse("2026-08-01T10:29:59Z");
const AFTER = Date.parse("2026-08-01T10:30:00Z");

test("the newest candle closes at the price, and the others stay the same", () => {
  const candles = grown(CANDLES, "5", WITHIN);

  expect(candles[0]).toBe(CANDLES[0]);
  expect(candles[1]).toEqual({ ...CANDLES[1], close: "5" });
});

test("a price above the highest or below the lowest moves it, by value and not by letters", () => {
  expect(grown(CANDLES, "11.5", WITHIN)[1]).toMatchObject({ high: "11.5", low: "3", close: "11.5" });
  expect(grown(CANDLES, "2.50", WITHIN)[1]).toMatchObject({ high: "10", low: "2.50", close: "2.50" });
});

test("what was touched once stays the highest and the lowest", () => {
  const candles = ["12", "0.5", "6"].reduce<typeof CANDLES | readonly object[]>(
    (before, price) => grown(before as typeof CANDLES, price as "6", WITHIN),
    CANDLES,
  );

  expect(candles[1]).toEqual({ ...CANDLES[1], high: "12", low: "0.5", close: "6" });
});

test("a candle that is over does not grow", () => {
  expect(grown(CANDLES, "11", AFTER)).toBe(CANDLES);
});

test("the price that it has already makes no new candles", () => {
  expect(grown(CANDLES, "9", WITHIN)).toBe(CANDLES);
});

test("no candles stay no candles", () => {
  expect(grown([], "9", WITHIN)).toEqual([]);
});
