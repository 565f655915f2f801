import { useEffect, useState } from "react";

const PAUSE = 5_000;
const EVENT = "cryptotalks:announce";

/** Says it to those who listen to the page; at most one message in five seconds, the last one wins. */
export function announce(words: string): void {
  dispatchEvent(new CustomEvent(EVENT, { detail: words }));
}

/** The page's one polite region. */
export function Announcer() {
  const [said, setSaid] = useState({ words: "", number: 0 });

  useEffect(() => {
    let last = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onWords = (event: Event) => {
      const { detail } = event as CustomEvent<string>;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          last = Date.now();
          setSaid(({ number }) => ({ words: detail, number: number + 1 }));
        },
        Math.max(0, last + PAUSE - Date.now()),
      );
    };
    addEventListener(EVENT, onWords);
    return () => {
      clearTimeout(timer);
      removeEventListener(EVENT, onWords);
    };
  }, []);

  return (
    <p className="unseen" role="status" aria-live="polite">
      {/* The same words again are said again. */}
      <span key={said.number}>{said.words}</span>
    </p>
  );
}
