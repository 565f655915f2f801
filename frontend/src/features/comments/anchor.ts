/** What is read line by line; of each comment, where it begins and where its own words end. */
const LINES = ".comment-head, .comment-foot, .comment-gone, .fold-line, .composer";

interface Place {
  element: Element;
  edge: "top" | "bottom";
}

/**
 * Holds the line nearest the top of the window where it is, whatever grows or shrinks above it; and a composer in use,
 * wherever it is.
 */
export class Anchor {
  #section: HTMLElement | null = null;
  #held: (Place & { at: number }) | null = null;

  /** Until what it answers is called. */
  hold(section: HTMLElement): () => void {
    this.#section = section;
    const keep = () => {
      this.#keep();
    };
    const observer = new ResizeObserver(keep);
    observer.observe(section);
    observer.observe(document.body);
    addEventListener("scroll", keep, { passive: true });
    section.addEventListener("focusin", this.remember);
    return () => {
      observer.disconnect();
      removeEventListener("scroll", keep);
      section.removeEventListener("focusin", this.remember);
      this.#section = this.#held = null;
    };
  }

  /** What is read now is to be held: the page has been moved for a reason. */
  readonly remember = (): void => {
    const place = this.#section && placeIn(this.#section);
    this.#held = place && { ...place, at: heightOf(place) };
  };

  #keep(): void {
    const held = this.#held;
    const by = held?.element.isConnected ? heightOf(held) - held.at : 0;
    if (Math.abs(by) >= 0.5) scrollBy({ top: by, behavior: "instant" });
    this.remember();
  }
}

/** Null where the section begins in the window or below it: then there is nothing above that could push. */
function placeIn(section: HTMLElement): Place | null {
  const composer = document.activeElement?.matches("textarea") ? document.activeElement.closest(".composer") : null;
  if (composer && section.contains(composer) && isInWindow(composer)) return { element: composer, edge: "top" };
  if (section.getBoundingClientRect().top >= 0) return null;
  const line = [...section.querySelectorAll(LINES)].find((each) => each.getBoundingClientRect().bottom > 0);
  return line ? { element: line, edge: "top" } : { element: section, edge: "bottom" };
}

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** In the document, not in the window: scrolling does not change it. */
function heightOf({ element, edge }: Place): number {
  return element.getBoundingClientRect()[edge] + scrollY;
}
