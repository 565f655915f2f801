import { useEffect, useState } from "react";

import { forget, keep, readKept } from "@/lib/kept";

import { isSame, type Words } from "./words";

const PAUSE = 2_000;

interface Kept {
  words: Words;
  /** Of the post that was there when it was begun; 0 for a new one. */
  version: number;
  at: string;
}

/** The words of a writer, kept on this device two seconds after the last key, until they are a post. */
export function useKeptWords(name: string, initial: Words, version: number) {
  const [start] = useState(() => readKept<Kept>(name));
  const [words, setWords] = useState(start?.words ?? initial);
  const [keptAt, setKeptAt] = useState(start?.at ?? null);
  const [begunAt, setBegunAt] = useState(start?.version ?? version);

  useEffect(() => {
    if (isSame(words, start?.words ?? initial)) return undefined;
    const timer = setTimeout(() => {
      const at = new Date().toISOString();
      keep(name, { words, version: begunAt, at } satisfies Kept);
      setKeptAt(at);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [name, words, begunAt, initial, start]);

  return {
    words,
    setWords,
    keptAt,
    /** Which version of the post these words began from. */
    begunAt,
    setBegunAt,
    wasRestored: start !== null && !isSame(start.words, initial),
    drop: () => {
      forget(name);
      setKeptAt(null);
    },
  };
}
