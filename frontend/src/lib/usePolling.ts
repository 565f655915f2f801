import { useEffect } from "react";

const PAUSE = 20_000;

/** Reads anew every so often, while the page is looked at and there is a network. */
export function usePolling(
  readAgain: (options: { requestPolicy: "network-only" }) => void,
  isHeld?: () => boolean,
): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden && navigator.onLine && !isHeld?.()) readAgain({ requestPolicy: "network-only" });
    }, PAUSE);
    return () => {
      clearInterval(timer);
    };
  }, [readAgain, isHeld]);
}
