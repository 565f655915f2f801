import type { Handlers, Status } from "./following";

/** How it stands with all that is followed: `caught-up` is live again, for a moment, after a time without. */
export type Standing =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "caught-up"; missed: number }
  | { kind: "reconnecting"; attempt: number; seconds: number }
  | { kind: "offline" };

/** How long "caught up" stands, and how long what was missed may take to arrive; in ms. */
const MOMENT = 6_000;
const ARRIVAL = 2_000;
const QUIET = 300;

/** Hears what is said of every subscription, and says the one thing that a reader wants to know. */
export class Connection {
  readonly #statuses = new Map<object, Status>();
  readonly #listeners = new Set<() => void>();
  #standing: Standing = { kind: "connecting" };
  #arrivedAt = 0;
  #lastAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly standing = (): Standing => this.#standing;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same handlers, overheard; and what ends that. */
  overhear<Data>(handlers: Handlers<Data>): [overheard: Handlers<Data>, leave: () => void] {
    const key = {};
    const overheard: Handlers<Data> = {
      ...handlers,
      onEvent: (event, data) => {
        this.#count();
        return handlers.onEvent(event, data);
      },
      onStatus: (status) => {
        this.#statuses.set(key, status);
        this.#settle();
        handlers.onStatus?.(status);
      },
    };
    const leave = () => {
      if (this.#statuses.delete(key)) this.#settle();
    };
    return [overheard, leave];
  }

  #settle(): void {
    const before = this.#standing.kind;
    const all = [...this.#statuses.values()];
    const away =
      all.find(({ kind }) => kind === "offline") ?? all.find(({ kind }) => kind === "reconnecting") ?? all[0];
    if (away?.kind === "offline" || away?.kind === "reconnecting") this.#say(away);
    else if (!all.some(({ kind }) => kind === "live")) return;
    else if (before === "reconnecting" || before === "offline") this.#catchUp();
    else if (before === "connecting") this.#say({ kind: "live" });
  }

  #catchUp(): void {
    this.#arrivedAt = this.#lastAt = Date.now();
    this.#say({ kind: "caught-up", missed: 0 });
    this.#timer = setTimeout(() => {
      this.#say({ kind: "live" });
    }, MOMENT);
  }

  /** What was missed comes in one go, at once: what comes later is news. */
  #count(): void {
    const now = Date.now();
    if (this.#standing.kind !== "caught-up" || now > this.#arrivedAt + ARRIVAL || now > this.#lastAt + QUIET) return;
    this.#lastAt = now;
    this.#standing = { kind: "caught-up", missed: this.#standing.missed + 1 };
    this.#tell();
  }

  #say(standing: Standing): void {
    clearTimeout(this.#timer);
    this.#standing = standing;
    this.#tell();
  }

  #tell(): void {
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}
