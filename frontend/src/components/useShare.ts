import { useState } from "react";

import { announce } from "./Announcer";

/** Hands the link to the device's own sharing where it is held in the hand, else to the clipboard; and what was done. */
export function useShare(url: string, title: string): [() => void, string | null] {
  const [words, setWords] = useState<string | null>(null);

  const say = (said: string) => {
    setWords(said);
    announce(said);
    setTimeout(() => {
      setWords(null);
    }, 2_000);
  };

  const share = () => {
    if (matchMedia("(pointer: coarse)").matches && "share" in navigator) {
      void navigator.share({ url, title }).catch(() => null);
      return;
    }
    navigator.clipboard.writeText(url).then(
      () => {
        say("Link copied");
      },
      () => {
        say("The browser did not allow it");
      },
    );
  };

  return [share, words];
}
