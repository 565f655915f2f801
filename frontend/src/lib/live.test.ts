import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { createLive, type Live, type Status } from "./live";

const DOCUMENT =
  "subscription ($post: ID!, $after: Cursor) { commentActivity(postId: $post, after: $after) { __typename } }";

interface Said {
  type: string;
  id?: string;
  payload?: { authorization?: string; variables?: { after: string | null } };
}

/** A socket whose other end the test holds. */
class Socket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static all: Socket[] = [];
  readyState = Socket.CONNECTING;
  onopen: (() => unknown) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((error: unknown) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  said: Said[] = [];

  constructor() {
    Socket.all.push(this);
  }

  send(text: string): void {
    this.said.push(JSON.parse(text) as Said);
  }

  close(code = 1000, reason = ""): void {
    this.readyState = Socket.CLOSED;
    this.onclose?.({ code, reason });
  }

  /** Lets it in, up to its subscription. */
  async open(): Promise<void> {
    this.readyState = Socket.OPEN;
    this.onopen?.();
    await settled();
    await this.tell({ type: "connection_ack" });
  }

  async tell(message: object): Promise<void> {
    this.onmessage?.({ data: JSON.stringify(message) });
    await settled();
  }

  event(kind: string, cursor: string): Promise<void> {
    const payload = { data: { commentActivity: { __typename: kind, cursor } } };
    return this.tell({ type: "next", id: this.subscription?.id, payload });
  }

  async drop(code: number): Promise<void> {
    this.close(code);
    await settled();
  }

  get subscription(): Said | undefined {
    return this.said.find(({ type }) => type === "subscribe");
  }

  get after(): string | null | undefined {
    return this.subscription?.payload?.variables?.after;
  }

  get authorization(): string | undefined {
    return this.said[0]?.payload?.authorization;
  }
}

const settled = () => vi.advanceTimersByTimeAsync(0);

function last(): Socket {
  const socket = Socket.all.at(-1);
  if (!socket) throw new Error("nobody has come yet");
  return socket;
}

let told: string[];
let statuses: Status[];
let tokens: string[];
let live: Live;
let reading: () => Promise<void>;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  vi.stubGlobal("WebSocket", Socket);
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
  [Socket.all, told, statuses, tokens] = [[], [], [], ["one", "two"]];
  reading = () => Promise.resolve();
  live = createLive({
    url: "ws://forum/graphql",
    accessToken: (refused) => Promise.resolve(tokens[refused === "one" ? 1 : 0] ?? null),
  });
  live.subscribe<{ commentActivity: { __typename: string; cursor: string } }, { post: string }>(
    DOCUMENT,
    { post: "post_1" },
    {
      onSubscribed: (isResumed) => {
        told.push(isResumed ? "resumed" : "read");
        return reading();
      },
      onResync: () => told.push("read anew"),
      onEvent: ({ cursor }) => told.push(cursor),
      onStatus: (status) => statuses.push(status),
    },
  );
  await settled();
  await last().open();
});

afterEach(() => {
  live.dispose();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("what was cut off goes on from the last cursor, and reads nothing again", async () => {
  await last().event("Subscribed", "1");
  await last().event("CommentAdded", "2");

  await last().drop(1006);
  await vi.advanceTimersByTimeAsync(500);
  await last().open();
  await last().event("Subscribed", "2");
  await last().event("CommentAdded", "3");

  expect(last().after).toBe("2");
  expect(told).toEqual(["read", "2", "resumed", "3"]);
  expect(statuses).toEqual([{ kind: "live" }, { kind: "reconnecting", attempt: 1, seconds: 0.5 }, { kind: "live" }]);
});

test("events wait for what is being read, and a cursor that is too old has it read anew", async () => {
  let done: () => void = () => undefined;
  reading = () => new Promise((resolve) => (done = resolve));

  await last().event("Subscribed", "1");
  await last().event("CommentAdded", "2");
  await last().event("Resync", "3");
  expect(told).toEqual(["read"]);
  done();
  await settled();

  expect(told).toEqual(["read", "2", "read anew"]);
});

test("what could not be read is asked for again", async () => {
  reading = () => Promise.reject(new Error("no network"));
  await last().event("Subscribed", "1");
  reading = () => Promise.resolve();

  await vi.advanceTimersByTimeAsync(500);
  const again = last()
    .said.filter(({ type }) => type === "subscribe")
    .at(-1);
  await last().tell({
    type: "next",
    id: again?.id,
    payload: { data: { commentActivity: { __typename: "Subscribed", cursor: "1" } } },
  });

  expect(again?.payload?.variables?.after).toBe("1");
  expect(told).toEqual(["read", "read"]);
});

test("who is forbidden comes again with the next token", async () => {
  const first = last();

  await first.drop(4403);
  await vi.advanceTimersByTimeAsync(500);
  await last().open();

  expect([first.authorization, last().authorization]).toEqual(["Bearer one", "Bearer two"]);
});

test.each([4400, 4401, 4406, 4409, 4429, 4500])("%i is the end", async (code) => {
  await last().drop(code);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(Socket.all).toHaveLength(1);
  expect(statuses.at(-1)?.kind).toBe("ended");
});

test.each([1001, 1006, 1012, 1013, 1014, 4403, 4408])("after %i it comes again", async (code) => {
  await last().drop(code);
  await vi.advanceTimersByTimeAsync(500);

  expect(Socket.all).toHaveLength(2);
});

test("a server that is away is asked again, and what is refused is said", async () => {
  const error = (code: string) => ({
    type: "error",
    id: last()
      .said.filter(({ type }) => type === "subscribe")
      .at(-1)?.id,
    payload: [{ message: "No.", extensions: { code } }],
  });

  await last().tell(error("UNAVAILABLE"));
  await vi.advanceTimersByTimeAsync(500);
  expect(last().said.filter(({ type }) => type === "subscribe")).toHaveLength(2);
  await last().tell(error("BAD_USER_INPUT"));

  expect(statuses.at(-1)).toEqual({ kind: "ended", words: "No." });
});

test("a socket that answers nothing is given up", async () => {
  await last().event("Subscribed", "1");

  await vi.advanceTimersByTimeAsync(15_000 + 5_000 + 500);

  expect(Socket.all).toHaveLength(2);
});
