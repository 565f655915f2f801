/** Told, until it is clear whether the reader sees it; waiting where not; here while it is in the window; seen. */
export type Stage = "told" | "waiting" | "here" | "seen";

export interface Newcomer {
  id: string;
  username: string;
}

/** How long it may take to show, how long it is looked at until it counts as seen, how long it fades then; in ms. */
const SHOWING = 400;
const MOMENT = 1_000;
const FADING = 1_400;

interface Entry extends Newcomer {
  stage: Stage;
  timer?: ReturnType<typeof setTimeout>;
}

/** The comments that came while the page was open, in the order in which they came, until the reader has seen them. */
export class Newcomers {
  readonly #known = new Set<string>();
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  #waiting: readonly Newcomer[] = [];

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Those that the reader does not see where they are. */
  readonly waiting = (): readonly Newcomer[] => this.#waiting;

  stageOf(id: string): Stage | null {
    return this.#entries.get(id)?.stage ?? null;
  }

  get unseen(): number {
    return [...this.#entries.values()].filter(({ stage }) => stage !== "seen").length;
  }

  /** It stands on the page, where the reader may have seen it. */
  meet(id: string): void {
    this.#known.add(id);
  }

  /** Answers whether it is new: not where it has been on the page before. */
  add(newcomer: Newcomer): boolean {
    const { id, username } = newcomer;
    if (this.#known.has(id)) return false;
    this.#known.add(id);
    this.#entries.set(id, { id, username, stage: "told" });
    this.#after(SHOWING, id, "told", "waiting");
    this.#tell();
    return true;
  }

  /** It has come into the window. */
  come(id: string): void {
    const stage = this.stageOf(id);
    if (stage !== "told" && stage !== "waiting") return;
    this.#turn(id, "here");
    this.#after(MOMENT, id, "here", "seen");
  }

  /** It has left the window. */
  leave(id: string): void {
    if (this.stageOf(id) === "here") this.#turn(id, "waiting");
  }

  /** It is gone, or new no more. */
  drop(id: string): void {
    clearTimeout(this.#entries.get(id)?.timer);
    if (this.#entries.delete(id)) this.#tell();
  }

  #turn(id: string, stage: Stage): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    entry.stage = stage;
    this.#tell();
    if (stage === "seen") {
      entry.timer = setTimeout(() => {
        this.drop(id);
      }, FADING);
    }
  }

  #after(pause: number, id: string, from: Stage, to: Stage): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.timer = setTimeout(() => {
      if (entry.stage === from) this.#turn(id, to);
    }, pause);
  }

  #tell(): void {
    this.#waiting = [...this.#entries.values()].filter(({ stage }) => stage === "waiting");
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}
