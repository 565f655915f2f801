import { expect, test } from "vitest";

import { countdown, isRecent, since } from "./times";

const NOW = Date.parse("2026-03-12T12:00:00Z");
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

test.each([
  [0, "just now"],
  [59, "just now"],
  [60, "1 min"],
  [59 * 60 + 59, "59 min"],
  [60 * 60, "1 h"],
  [23 * 60 * 60, "23 h"],
] as const)("%i seconds ago was %s", (seconds, words) => {
  expect(since(before(seconds), NOW)).toBe(words);
});

test("two days ago is a weekday and a time", () => {
  expect(since(before(2 * 86_400), NOW)).toMatch(/^Tue.*\d\d:\d\d/);
});

test("a date says its year where it is another", () => {
  expect(since("2026-01-05T12:00:00Z", NOW)).toBe("Jan 5");
  expect(since("2024-01-05T12:00:00Z", NOW)).toBe("Jan 5, 2024");
});

test("a clock that is behind the server's does not speak of the future", () => {
  expect(since(before(-90), NOW)).toBe("just now");
});

test("only a length of time takes the word ago", () => {
  expect([30, 600, 90_000].map((seconds) => isRecent(before(seconds), NOW))).toEqual([false, true, false]);
});

test("a countdown has two digits of seconds", () => {
  expect(countdown(62)).toBe("1:02");
});
