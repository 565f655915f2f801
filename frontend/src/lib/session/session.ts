import type { Ask, Payload, Refusal, Reply, Viewer } from "./ask";
import type { Mark } from "./mark";
import type { Grant, Tabs } from "./tabs";

/** Who is signed in; unknown until it is settled. */
export interface Standing {
  settled: boolean;
  viewer: Viewer | null;
  /** Somebody was signed in here, and did not sign out: the session came to its end, or was ended elsewhere. */
  hasEnded: boolean;
}

interface Token {
  value: string;
  /** When it is time for the next one: a minute before its end. */
  renewAt: number;
}

const GRANT =
  "errors { code message } accessToken accessTokenExpiresAt viewer { email user { username displayName role } }";
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { ${GRANT} } }`;
const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${GRANT} } }`;
const SIGN_OUT = "mutation { signOut { errors { code message } } }";
/** How long the word of another tab may take, in ms. */
const NEWS = 250;

/** The access token, in memory alone, and whose it is. What outlives the page is the cookie, which no script reads. */
export class Session {
  readonly #ask: Ask;
  readonly #mark: Mark;
  readonly #tabs: Tabs;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #standing: Standing = { settled: false, viewer: null, hasEnded: false };
  #token: Token | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #renewing: Promise<void> | null = null;
  /** The last that another tab told of. */
  #heard: Grant | null = null;

  constructor(ask: Ask, mark: Mark, tabs: Tabs, now: () => number = Date.now) {
    this.#ask = ask;
    this.#mark = mark;
    this.#tabs = tabs;
    this.#now = now;
    mark.onChange((stands) => {
      if (stands) void this.#renew().catch(() => undefined);
      else this.#stand(null, null);
    });
    tabs.onGrant((grant) => {
      this.#heard = grant;
      if (grant.stamp === mark.stamp()) this.#take(grant);
    });
  }

  readonly standing = (): Standing => this.#standing;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes on where an earlier visit or another tab left off; asks nothing where nobody was ever signed in. */
  async resume(): Promise<void> {
    if (this.#mark.stands()) await this.#renew().catch(() => undefined);
    if (!this.#standing.settled) this.#stand(null, null);
  }

  /** Signs in, and ends the session that was: the refusal, or null. */
  signIn(email: string, password: string): Promise<Refusal | null> {
    return this.#inTurn(async () => {
      const before = this.#token;
      const reply = await this.#ask(SIGN_IN, { email, password });
      const refusal = refusalOf(reply.payload);
      if (refusal !== null) return refusal;
      this.#mark.raise();
      this.#admit(reply);
      if (before) void this.#ask(SIGN_OUT, undefined, before.value).catch(() => undefined);
      return null;
    });
  }

  /** Ends the session of the cookie, whatever has become of the access token: the refusal, or null. */
  signOut(): Promise<Refusal | null> {
    return this.#inTurn(async () => {
      const { payload } = await this.#ask(SIGN_OUT);
      const refusal = refusalOf(payload);
      if (refusal === null) this.#forget();
      return refusal;
    });
  }

  /** The token as it is, which may have come to its end. */
  held(): string | null {
    return this.#token?.value ?? null;
  }

  /** Whether the token is to be renewed before it is sent. */
  isDue(): boolean {
    return this.#mark.stands() && (!this.#token || this.#token.renewAt <= this.#now());
  }

  /** The token to send, renewed where its end is near; null where nobody is signed in. */
  async bearer(): Promise<string | null> {
    await this.#turn;
    const before = this.#token;
    if (this.isDue()) {
      await this.#renew().catch((error: unknown) => {
        if (!before) throw error;
      });
    }
    // Where the session has ended meanwhile, the API itself says so to the token that was.
    return (this.#token ?? before)?.value ?? null;
  }

  /** The successor of a token that the API has refused; null where there is none. */
  async successor(refused: string): Promise<string | null> {
    await this.#turn;
    if (this.#token?.value === refused) await this.#renew().catch(() => undefined);
    return this.#token && this.#token.value !== refused ? this.#token.value : null;
  }

  /** Reads anew whose the cookie is, after an operation that may have changed it. */
  async follow(): Promise<void> {
    this.#mark.raise();
    await this.#renew().catch(() => undefined);
  }

  /** One at a time, however many wait for it here and in other tabs. */
  #renew(): Promise<void> {
    const refused = this.#token;
    this.#renewing ??= this.#inTurn(() =>
      this.#tabs.alone(async (hasWaited) => {
        if (hasWaited && (await this.#hasHeard(refused))) return;
        const reply = await this.#ask(REFRESH, {});
        if (refusalOf(reply.payload) === null) this.#admit(reply);
        else this.#forget(this.#standing.viewer !== null);
      }),
    ).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** Whether another tab has renewed it meanwhile: its word may come a little after its lock is free. */
  async #hasHeard(refused: Token | null): Promise<boolean> {
    for (let waited = 0; waited < NEWS; waited += 25) {
      const heard = this.#heard;
      if (heard && this.#isNews(heard, refused)) {
        this.#take(heard);
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return false;
  }

  #isNews({ stamp, token, renewAt }: Grant, refused: Token | null): boolean {
    return stamp === this.#mark.stamp() && token !== refused?.value && renewAt > this.#now();
  }

  #take({ token, renewAt, viewer }: Grant): void {
    this.#stand(viewer, { value: token, renewAt });
  }

  /** After what is under way: the cookie belongs to whoever answered last. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #admit({ payload, answeredAt }: Reply): void {
    // Its length by the server's clock alone: this machine's may be wrong by hours.
    const length = Date.parse(payload.accessTokenExpiresAt ?? "") - answeredAt;
    const renewAt = this.#now() + length - Math.min(60_000, length / 4);
    const [viewer, value, stamp] = [payload.viewer ?? null, payload.accessToken, this.#mark.stamp()];
    this.#stand(viewer, value ? { value, renewAt } : null);
    if (viewer && value && stamp) this.#tabs.tell({ stamp, token: value, renewAt, viewer });
  }

  #forget(hasEnded = false): void {
    this.#mark.clear();
    this.#stand(null, null, hasEnded);
  }

  #stand(viewer: Viewer | null, token: Token | null, hasEnded = false): void {
    this.#token = token;
    this.#standing = { settled: true, viewer, hasEnded };
    this.#listeners.forEach((listener) => {
      listener();
    });
  }
}

function refusalOf({ errors: [first, ...more] }: Payload): Refusal | null {
  return first ? { ...first, message: [first, ...more].map(({ message }) => message).join(" ") } : null;
}
