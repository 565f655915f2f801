import { type RefObject, useEffect } from "react";

import { useThread } from "./thread";

/** Brings the comment that somebody looks for into view, once it is there. */
export function useArrival(isSought: boolean, place: RefObject<HTMLElement | null>): void {
  const { remember } = useThread();
  useEffect(() => {
    if (!isSought || !place.current) return;
    bring(place.current);
    remember();
  }, [isSought, place, remember]);
}

export function bring(comment: HTMLElement): void {
  // Its replies may fill more than a window: its own first line is what one wants to see.
  (comment.querySelector(".comment-head") ?? comment).scrollIntoView({ block: "center" });
  comment.focus({ preventScroll: true });
}
