import { useEffect } from "react";

/** Reads anew every so often, while the page is looked at and there is a network. */
export function usePolling(
  readAgain: (options: { requestPolicy: "network-only" }) => void,
  seconds: number,
  isHeld?: () => boolean,
): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden && navigator.onLine && !isHeld?.()) readAgain({ requestPolicy: "network-only" });
    }, seconds * 1000);
    return () => {
      clearInterval(timer);
    };
  }, [readAgain, seconds, isHeld]);
}
