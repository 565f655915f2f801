const PAIRS = [
  ["#f3d9b8", "#8a4a12"],
  ["#7a2e20", "#f6d3c4"],
  ["#d9cdf2", "#56408f"],
  ["#27456f", "#c9dcf4"],
  ["#d5e8c4", "#3b5f1e"],
  ["#5a2c5e", "#efd3f0"],
  ["#1f5d63", "#bfe6e4"],
  ["#2c5b3c", "#cfe8cf"],
  ["#3a4449", "#d8e2e2"],
  ["#efe3a0", "#665500"],
  ["#c8dcf0", "#234d79"],
  ["#f2c9d4", "#8c1037"],
] as const;

export interface Candle {
  x: number;
  top: number;
  bottom: number;
  bodyTop: number;
  bodyHeight: number;
  isFilled: boolean;
}

/** Two colours and three candles, from the name alone. */
export function candlesOf(name: string): { ground: string; ink: string; candles: Candle[] } {
  const next = numbersOf(name.toLowerCase());
  const [ground, ink] = PAIRS[Math.floor(next() * PAIRS.length)] ?? PAIRS[0];
  const filled = Math.floor(next() * 3);
  const candles = [5, 13.5, 22].map((x, index) => {
    const top = round(3 + next() * 7);
    const bodyTop = round(top + 1.5 + next() * 4);
    const bodyHeight = round(7 + next() * 6);
    const bottom = round(Math.min(29.5, bodyTop + bodyHeight + 1.5 + next() * 5));
    return { x, top, bottom, bodyTop, bodyHeight, isFilled: index === filled };
  });
  return { ground, ink, candles };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Numbers from 0 to 1, the same for the same text. */
function numbersOf(text: string): () => number {
  let state = 2166136261;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    const mixed = Math.imul(state ^ (state >>> 13), 3266489917);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
