import { expect, test } from "vitest";

import { together } from "./together";

function doing() {
  const ends: ((fails?: boolean) => void)[] = [];
  const act = () =>
    new Promise<number>((resolve, reject) => {
      const number = ends.length + 1;
      ends.push((fails) => {
        if (fails) reject(new Error("away"));
        else resolve(number);
      });
    });
  return { act, ends };
}

const moment = () => new Promise((resolve) => setTimeout(resolve, 10));

test("those who ask at the same time share one", async () => {
  const { act, ends } = doing();
  const ask = together(act, 0);

  const all = Promise.all([ask("this"), ask("this"), ask("this")]);
  await moment();
  ends[0]?.();

  expect(await all).toEqual([1, 1, 1]);
  expect(ends).toHaveLength(1);
});

test("who asks while it is done gets the next, which begins when this one has ended", async () => {
  const { act, ends } = doing();
  const ask = together(act, 0);
  const first = ask("this");
  await moment();

  const second = ask("this");
  await moment();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await moment();
  ends[1]?.();

  expect(await Promise.all([first, second])).toEqual([1, 2]);
});

test("one that fails is the asker's trouble, not the next one's", async () => {
  const { act, ends } = doing();
  const ask = together(act, 0);
  const first = ask("this");
  await moment();
  ends[0]?.(true);
  await expect(first).rejects.toThrow("away");

  const second = ask("this");
  await moment();
  ends[1]?.();

  expect(await second).toBe(2);
});
