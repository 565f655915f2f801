import { type RefObject, useEffect, useSyncExternalStore } from "react";

import type { Stage } from "./newcomers";
import { useThread } from "./thread";

/** The bottom of the window, where the pill and the bar of a phone lie, is not where one sees a thing. */
const MARGIN = "0px 0px -64px";

/** How new a comment is to the reader, and whether it is in the window while it is. */
export function useNewcomer(id: string, place: RefObject<HTMLElement | null>, isFolded: boolean): Stage | null {
  const { newcomers } = useThread();
  const stage = useSyncExternalStore(newcomers.subscribe, () => newcomers.stageOf(id));
  const isNew = stage !== null;

  useEffect(() => {
    newcomers.meet(id);
  }, [newcomers, id]);

  useEffect(() => {
    // Its replies may fill more than a window: it is seen by its own first line.
    const line = place.current?.querySelector(".comment-head");
    if (!isNew || isFolded || !line) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting) newcomers.come(id);
        else newcomers.leave(id);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(line);
    return () => {
      observer.disconnect();
      newcomers.leave(id);
    };
  }, [newcomers, id, isNew, isFolded, place]);

  return stage;
}
