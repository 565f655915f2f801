import type { Client, FormattedExecutionResult } from "graphql-ws";

/** Where a subscription stands: `offline` is a device without a network, `ended` what the API will not have. */
export type Status =
  | { kind: "live" }
  | { kind: "reconnecting"; attempt: number; seconds: number }
  | { kind: "offline" }
  | { kind: "ended"; words: string };

/** Every event but the two that are about the stream itself. */
export type Told<Data> = Exclude<Data[keyof Data], { __typename?: "Subscribed" | "Resync" }>;

/** Events wait for what `onSubscribed` and `onResync` promise; where that fails, it is asked for again. */
export interface Handlers<Data> {
  /** Followed from here on: read the query, and merge by id and version. Resumed, nothing was missed. */
  onSubscribed?: (isResumed: boolean) => unknown;
  onEvent: (event: Told<Data>, data: Data) => unknown;
  /** Something was missed: read the query anew. */
  onResync?: () => unknown;
  onStatus?: (status: Status) => void;
}

export interface Sayer {
  say: (status: Status) => void;
}

const LONGEST_PAUSE = 32;

/** What is told under one field of the root. */
interface Event {
  __typename?: string;
  cursor?: string;
}

/** One subscription, through as many sockets as it takes. */
export class Following<Data> {
  readonly #client: Client;
  readonly #query: string;
  readonly #variables: Record<string, unknown>;
  readonly #handlers: Handlers<Data>;
  #cursor: string | null = null;
  #isKnown = false;
  #attempt = 0;
  #status = "";
  /** Counts what could not be read: the events that waited for it are in what is read next. */
  #failures = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #leave: (() => void) | null = null;
  #hasEnded = false;

  constructor(client: Client, query: string, variables: Record<string, unknown>, handlers: Handlers<Data>) {
    this.#client = client;
    this.#query = query;
    this.#variables = variables;
    this.#handlers = handlers;
  }

  begin(): void {
    let isOver = false;
    const variables = () => ({ ...this.#variables, after: this.#cursor });
    const stop = this.#client.subscribe<Data>(
      {
        query: this.#query,
        // Read whenever a new socket is told of it.
        get variables() {
          return variables();
        },
      },
      {
        next: (answer) => {
          if (!isOver) this.#hear(answer);
        },
        error: (error) => {
          if (!isOver) this.#fail(error);
        },
        complete: () => {
          if (!isOver) this.#comeAgain();
        },
      },
    );
    this.#leave = () => {
      isOver = true;
      stop();
    };
  }

  end(): void {
    this.#hasEnded = true;
    this.#leave?.();
  }

  say(status: Status): void {
    if (this.#hasEnded || (status.kind === "live" && this.#status === "live")) return;
    this.#status = status.kind;
    this.#handlers.onStatus?.(status);
  }

  #hear({ data }: FormattedExecutionResult<Data, unknown>): void {
    const event = data ? (Object.values(data)[0] as Event) : null;
    this.#cursor = event?.cursor ?? this.#cursor;
    this.#attempt = 0;
    const failures = this.#failures;
    this.#turn = this.#turn.then(async () => {
      if (!this.#hasEnded && failures === this.#failures) await this.#tell(event, data ?? null);
    });
  }

  async #tell(event: Event | null, data: Data | null): Promise<void> {
    this.say({ kind: "live" });
    try {
      if (data === null || event?.__typename === "Resync") {
        // What could not be told (no data) has changed something, too.
        this.#isKnown = false;
        await this.#handlers.onResync?.();
      } else if (event?.__typename === "Subscribed") {
        await this.#handlers.onSubscribed?.(this.#isKnown);
      } else {
        this.#handOn(event as Told<Data>, data);
        return;
      }
      this.#isKnown = true;
    } catch {
      this.#failures += 1;
      this.#isKnown = false;
      this.#comeAgain();
    }
  }

  #handOn(event: Told<Data>, data: Data): void {
    try {
      this.#handlers.onEvent(event, data);
    } catch (error) {
      // Whoever hears it is at fault: the window is told, and what comes next is told as well.
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  #fail(error: unknown): void {
    const errors: unknown[] = Array.isArray(error) ? error : [error];
    if (errors.every(isAway)) {
      this.#comeAgain();
      return;
    }
    this.say({ kind: "ended", words: errors.map(wordsOf).join(" ") });
    this.#hasEnded = true;
  }

  #comeAgain(): void {
    this.#leave?.();
    this.#attempt += 1;
    void pause(this.#attempt, [this]).then(() => {
      if (!this.#hasEnded) this.begin();
    });
  }
}

/** All who were cut off at one moment come back apart; a device without a network waits for one. */
export function pause(attempt: number, waiting: Iterable<Sayer>): Promise<void> {
  const { onLine } = navigator;
  const seconds = onLine ? Math.random() * Math.min(LONGEST_PAUSE, 2 ** attempt / 2) : LONGEST_PAUSE;
  for (const one of waiting) one.say(onLine ? { kind: "reconnecting", attempt, seconds } : { kind: "offline" });
  return new Promise((resolve) => {
    const timer = setTimeout(done, seconds * 1000);
    function done(): void {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    }
    addEventListener("online", done);
  });
}

/** Of an error of the API: whether a server of theirs is away for now. */
function isAway(error: unknown): boolean {
  return has(error, "extensions") && has(error.extensions, "code") && error.extensions.code === "UNAVAILABLE";
}

/** Of an error, or of how a socket was closed. */
function wordsOf(error: unknown): string {
  return String(has(error, "message") ? error.message : has(error, "reason") ? error.reason : error);
}

export function has<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === "object" && value !== null && name in value;
}
