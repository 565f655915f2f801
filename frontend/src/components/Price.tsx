import { useState } from "react";

import { type Decimal, price } from "@/lib/format/numbers";

import "./price.css";

interface Tick {
  value: Decimal;
  before: Decimal | null;
  number: number;
}

interface Props {
  value: Decimal;
}

/** A price that ticks: the tint fades, the digits that changed keep their colour until the next tick. */
export function Price({ value }: Props) {
  const [tick, setTick] = useState<Tick>({ value, before: null, number: 0 });
  const words = price(value);
  // What is written the same has not ticked, though the decimals behind it may have.
  if (tick.value !== value) {
    setTick(price(tick.value) === words ? { ...tick, value } : { value, before: tick.value, number: tick.number + 1 });
  }
  const { before, number } = tick;
  if (before === null) return <span className="num">{words}</span>;
  const direction = Number(value) > Number(before) ? "rise" : "fall";
  const same = sameStart(price(before), words);
  return (
    <span key={number} className={`num tick ${direction}`}>
      <span className="tick-same">{words.slice(0, same)}</span>
      {words.slice(same)}
    </span>
  );
}

/** How many letters at the start have stayed; none where the length has changed, since every place has. */
function sameStart(one: string, other: string): number {
  if (one.length !== other.length) return 0;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return same;
}
