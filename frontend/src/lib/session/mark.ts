/** That somebody has signed in with this browser, and nothing about them; every tab sees it. */
export interface Mark {
  stands: () => boolean;
  /** Which sign-in it is of; null where nobody is. */
  stamp: () => string | null;
  /** Anew each time, so that the other tabs hear of it. */
  raise: () => void;
  clear: () => void;
  /** What other tabs do. */
  onChange: (listener: (stands: boolean) => void) => void;
}

const KEY = "cryptotalks:signed-in";

/** Where the browser keeps nothing, the mark lasts as long as the page. */
export function browserMark(): Mark {
  let kept: string | null = attempt(() => localStorage.getItem(KEY)) ?? null;
  return {
    stands: () => kept !== null,
    stamp: () => kept,
    raise: () => {
      const raised = (kept = new Date().toISOString());
      attempt(() => {
        localStorage.setItem(KEY, raised);
      });
    },
    clear: () => {
      kept = null;
      attempt(() => {
        localStorage.removeItem(KEY);
      });
    },
    onChange: (listener) => {
      addEventListener("storage", ({ key, newValue }) => {
        if (key !== KEY && key !== null) return;
        kept = newValue;
        listener(newValue !== null);
      });
    },
  };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
