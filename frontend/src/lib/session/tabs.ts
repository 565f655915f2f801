import type { Viewer } from "./ask";

/** What one tab was given and the others may use: it goes from memory to memory. */
export interface Grant {
  /** The sign-in that it belongs to. */
  stamp: string;
  token: string;
  /** On this machine's clock. */
  renewAt: number;
  viewer: Viewer;
}

/** The other tabs of this browser. */
export interface Tabs {
  /** Runs what only one of them may do at a time; `hasWaited` where another was at it. */
  alone: <T>(work: (hasWaited: boolean) => Promise<T>) => Promise<T>;
  tell: (grant: Grant) => void;
  onGrant: (listener: (grant: Grant) => void) => void;
}

const NAME = "cryptotalks:session";

/** Where the browser knows neither locks nor channels, each tab is by itself. */
export function browserTabs(): Tabs {
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
  const locks = "locks" in navigator ? navigator.locks : null;
  return {
    alone: async (work) => {
      if (!locks) return work(false);
      const isHeld = (await locks.query()).held?.some(({ name }) => name === NAME) ?? false;
      return locks.request(NAME, () => work(isHeld));
    },
    tell: (grant) => channel?.postMessage(grant),
    onGrant: (listener) => {
      channel?.addEventListener("message", ({ data }: MessageEvent<Grant>) => {
        listener(data);
      });
    },
  };
}
