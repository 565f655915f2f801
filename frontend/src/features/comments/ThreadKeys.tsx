import { stepThrough, useKeys } from "@/lib/keys";

interface Props {
  /** To the next that is new. */
  onNext: () => void;
}

/** The keys of a thread: they press what belongs to the comment that has the focus, or to the post where none has. */
export function ThreadKeys({ onNext }: Props) {
  const press = (selector: string) => {
    const here = document.activeElement?.closest("[data-step]") ?? document.querySelector("[data-post]");
    const found = [...(here?.querySelectorAll<HTMLElement>(selector) ?? [])].find((each) => each.offsetParent !== null);
    (found ?? (here?.matches(selector) ? (here as HTMLElement) : null))?.click();
  };

  useKeys({
    j: () => {
      stepThrough("[data-step]", 1);
    },
    k: () => {
      stepThrough("[data-step]", -1);
    },
    n: onNext,
    r: () => {
      press("[data-action=reply]");
    },
    x: () => {
      press("[data-action=fold]");
    },
    u: () => {
      press("[data-vote=UP]");
    },
    d: () => {
      press("[data-vote=DOWN]");
    },
    b: () => {
      document.querySelector<HTMLElement>("[data-action=bookmark]")?.click();
    },
  });

  return null;
}
