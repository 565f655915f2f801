import { type RefObject, useEffect, useRef } from "react";

/** Brings the comment that a link names into view, once it is there. */
export function useArrival(isLinked: boolean): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isLinked) return;
    place.current?.scrollIntoView({ block: "center" });
    place.current?.focus({ preventScroll: true });
  }, [isLinked]);
  return place;
}
