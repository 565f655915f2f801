import { keep, readKept } from "@/lib/kept";

const NAME = "readings";
const MOST = 300;

/** How many comments each post had when it was last read on this device. */
type Readings = Record<string, number>;

export function keepReading(postId: string, commentCount: number): void {
  const readings = readKept<Readings>(NAME) ?? {};
  // The last read goes to the end, so that the longest forgotten are at the front.
  const others = Object.entries(readings).filter(([id]) => id !== postId);
  keep(NAME, Object.fromEntries([...others.slice(1 - MOST), [postId, commentCount]]));
}

/** Comments since the last reading; none on a post that was never read here. */
export function newSince(postId: string, commentCount: number): number {
  const before = readKept<Readings>(NAME)?.[postId];
  return before === undefined ? 0 : Math.max(0, commentCount - before);
}
