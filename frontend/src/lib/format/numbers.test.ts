import { describe, expect, test } from "vitest";

import { count, directionOf, distance, dollars, percent, price } from "./numbers";

describe("a price", () => {
  test.each([
    ["97412.08", "97,412.08"],
    ["2", "2.00"],
    ["1.41223", "1.4122"],
    ["0.01", "0.0100"],
    ["0.000012345678", "0.00001235"],
    ["0", "0.0000"],
  ] as const)("of %s is written %s", (value, words) => {
    expect(price(value)).toBe(words);
  });

  test("of more digits than a float holds loses none of them", () => {
    expect(price("12345678901234567.89")).toBe("12,345,678,901,234,567.89");
  });
});

describe("a change", () => {
  test.each([
    ["1.836", "+1.84%", "rise"],
    ["-0.624", "−0.62%", "fall"],
    ["0.004", "0.00%", "flat"],
    ["-0.004", "0.00%", "flat"],
  ] as const)("of %s is written %s and is a %s", (value, words, direction) => {
    expect(percent(value)).toBe(words);
    expect(directionOf(value)).toBe(direction);
  });

  test("from one price to another is in percent of the first", () => {
    expect(distance("200", "150")).toBe("-25.0000");
  });
});

test.each([
  ["3341000000000", "$3.34 T"],
  ["148210000000", "$148.2 B"],
  ["423100000000", "$423 B"],
  ["990400000", "$990 M"],
  ["534651", "$534,651"],
] as const)("%s dollars are %s", (value, words) => {
  expect(dollars(value)).toBe(words);
});

test("a count below nothing has a true minus", () => {
  expect(count(-1204)).toBe("−1,204");
});
