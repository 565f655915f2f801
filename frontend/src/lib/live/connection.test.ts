import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Connection } from "./connection";
import type { Handlers, Status } from "./following";

interface Data {
  news: { __typename: "News" };
}

const NEWS = { __typename: "News" } as const;
const AWAY: Status = { kind: "reconnecting", attempt: 2, seconds: 4 };

let connection: Connection;
let heard: number;

beforeEach(() => {
  vi.useFakeTimers();
  connection = new Connection();
  heard = 0;
});

afterEach(() => {
  vi.useRealTimers();
});

/** One subscription as it is overheard: what can happen to it. */
function follow(): { say: (status: Status) => void; tell: () => void; leave: () => void } {
  const handlers: Handlers<Data> = {
    onEvent: () => {
      heard += 1;
    },
  };
  const [{ onStatus, onEvent }, leave] = connection.overhear(handlers);
  return { say: (status) => onStatus?.(status), tell: () => onEvent(NEWS, { news: NEWS }), leave };
}

test("it is connecting until the first subscription stands", () => {
  const one = follow();
  expect(connection.standing()).toEqual({ kind: "connecting" });

  one.say({ kind: "live" });

  expect(connection.standing()).toEqual({ kind: "live" });
});

test("one that is away speaks for all, as long as it is followed", () => {
  const [one, other] = [follow(), follow()];
  one.say({ kind: "live" });

  other.say(AWAY);
  expect(connection.standing()).toEqual(AWAY);
  other.leave();

  expect(connection.standing()).toEqual({ kind: "caught-up", missed: 0 });
});

test("what was missed is counted, what comes after it is not, and after a moment it is live", () => {
  const one = follow();
  one.say({ kind: "live" });
  one.tell();
  one.say(AWAY);
  one.say({ kind: "live" });

  one.tell();
  one.tell();
  vi.advanceTimersByTime(1_000);
  one.tell();

  expect(connection.standing()).toEqual({ kind: "caught-up", missed: 2 });
  expect(heard).toBe(4);
  vi.advanceTimersByTime(6_000);
  expect(connection.standing()).toEqual({ kind: "live" });
});

test("a subscription that the API will not have does not make the others any less live", () => {
  const [one, other] = [follow(), follow()];
  one.say({ kind: "live" });

  other.say({ kind: "ended", words: "There is no such post." });

  expect(connection.standing()).toEqual({ kind: "live" });
});

test("those who listen are told of each change", () => {
  const told: string[] = [];
  connection.subscribe(() => told.push(connection.standing().kind));
  const one = follow();

  one.say({ kind: "live" });
  one.say({ kind: "offline" });
  one.say({ kind: "live" });

  expect(told).toEqual(["live", "offline", "caught-up"]);
});
