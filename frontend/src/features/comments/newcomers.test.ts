import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Newcomers } from "./newcomers";

const newcomer = (id: string) => ({ id, username: "bob" });
const waitingIn = (newcomers: Newcomers) => newcomers.waiting().map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("what does not come into the window waits, in the order in which it came", () => {
  const newcomers = new Newcomers();
  newcomers.add(newcomer("b"));
  newcomers.add(newcomer("a"));
  expect(waitingIn(newcomers)).toEqual([]);

  vi.advanceTimersByTime(500);

  expect(waitingIn(newcomers)).toEqual(["b", "a"]);
});

test("what appears in the window never waits, and is new no more once it was looked at and has faded", () => {
  const newcomers = new Newcomers();
  newcomers.add(newcomer("a"));
  newcomers.come("a");

  vi.advanceTimersByTime(500);
  expect(waitingIn(newcomers)).toEqual([]);
  expect(newcomers.stageOf("a")).toBe("here");

  vi.advanceTimersByTime(600);
  expect(newcomers.stageOf("a")).toBe("seen");
  expect(newcomers.unseen).toBe(0);

  vi.advanceTimersByTime(2_000);
  expect(newcomers.stageOf("a")).toBeNull();
});

test("what was only passed by waits again, what was looked at does not", () => {
  const newcomers = new Newcomers();
  for (const id of ["passed", "read"]) {
    newcomers.add(newcomer(id));
    newcomers.come(id);
    if (id === "read") vi.advanceTimersByTime(1_100);
    newcomers.leave(id);
  }

  expect(newcomers.stageOf("passed")).toBe("waiting");
  vi.advanceTimersByTime(5_000);

  expect(waitingIn(newcomers)).toEqual(["passed"]);
});

test("nothing is new twice, and nothing is new that stands on the page already", () => {
  const newcomers = new Newcomers();
  newcomers.meet("old");

  expect(newcomers.add(newcomer("old"))).toBe(false);
  expect(newcomers.add(newcomer("a"))).toBe(true);
  expect(newcomers.add(newcomer("a"))).toBe(false);

  expect(newcomers.unseen).toBe(1);
});

test("what was deleted waits for nobody", () => {
  const newcomers = new Newcomers();
  newcomers.add(newcomer("a"));
  vi.advanceTimersByTime(500);
  const listener = vi.fn();
  newcomers.subscribe(listener);

  newcomers.drop("a");
  vi.advanceTimersByTime(5_000);

  expect(waitingIn(newcomers)).toEqual([]);
  expect(listener).toHaveBeenCalledTimes(1);
});
