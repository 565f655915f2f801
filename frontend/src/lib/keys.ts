import { useEffect, useRef } from "react";

import { keep, readKept } from "./kept";

/** What a key does: "j", "?", or two after each other, "g m". */
export type Keys = Record<string, (event: KeyboardEvent) => void>;

const OFF = "single-keys-off";
const PAUSE = 900;

export const singleKeysAreOff = (): boolean => readKept<boolean>(OFF) ?? false;
export const turnSingleKeys = (off: boolean): void => {
  keep(OFF, off);
};

/** Single keys, which do nothing in fields, in dialogs, with other keys held, or where the reader turned them off. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });

  useEffect(() => {
    let first = "";
    let at = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (singleKeysAreOff()) return;
      const pair = event.timeStamp - at < PAUSE ? `${first} ${event.key}` : "";
      const act = current.current[pair] ?? (pair.startsWith("g ") ? undefined : current.current[event.key]);
      [first, at] = [event.key, event.timeStamp];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null;
}

/** Moves the focus along what matches, from where it is. */
export function stepThrough(selector: string, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.offsetParent !== null);
  const here = all.findIndex((element) => element.contains(document.activeElement));
  const inner = all.findLastIndex((element) => element.contains(document.activeElement));
  const from = inner === -1 ? here : inner;
  const next = all[from === -1 ? (by === 1 ? 0 : all.length - 1) : from + by];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}
