import { CombinedError } from "urql";
import { expect, test } from "vitest";

import { byField, troubleOf, wordsOf } from "./errors";

const failed = (code: string, extensions: object = {}) =>
  new CombinedError({ graphQLErrors: [{ message: "The server's words.", extensions: { code, ...extensions } }] });

test("a broken connection is said to be one", () => {
  const error = new CombinedError({ networkError: new TypeError("Failed to fetch") });

  expect(troubleOf(error)).toEqual({ words: "The connection broke.", isOffline: true });
});

test("a fault of ours carries the reference of the log", () => {
  expect(troubleOf(failed("INTERNAL", { reference: "8f3c20d1" }))).toEqual({
    words: "Our fault, not yours.",
    reference: "8f3c20d1",
  });
});

test("who is too fast hears how long to wait", () => {
  expect(troubleOf(failed("RATE_LIMITED", { retryAfter: 42 }))).toMatchObject({ retryAfter: 42 });
});

test("what is not known to need other words keeps the server's", () => {
  expect(troubleOf(failed("FORBIDDEN")).words).toBe("The server's words.");
});

test("errors stand beside their fields, and those of all of it at the root", () => {
  const errors = [
    { code: "TOO_SHORT", message: "Two more characters.", field: ["password"] },
    { code: "PASSWORD_TOO_WEAK", message: "And a digit.", field: ["password"] },
    { code: "INVALID", message: "No such tag.", field: ["tags", "1"] },
    { code: "CONFLICT", message: "Edited meanwhile.", field: null },
  ];

  expect(byField(errors)).toEqual({
    password: "Two more characters. And a digit.",
    tags: "No such tag.",
    root: "Edited meanwhile.",
  });
  expect(wordsOf(errors.slice(0, 2))).toBe("Two more characters. And a digit.");
  expect(wordsOf([])).toBeNull();
});
