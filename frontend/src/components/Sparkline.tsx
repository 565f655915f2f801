import type { Decimal } from "@/lib/format/numbers";

import "./sparkline.css";

interface Props {
  values: readonly Decimal[];
  direction: "rise" | "fall" | "flat";
  width?: number;
  height?: number;
}

/** How it went, over a dotted line at the first value; the number beside it says the same. */
export function Sparkline({ values, direction, width = 128, height = 24 }: Props) {
  if (values.length < 2) return null;
  const numbers = values.map(Number);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const x = (index: number) => 3 + (index / (numbers.length - 1)) * (width - 9);
  const y = (value: number) => (high === low ? height / 2 : 3 + ((high - value) / (high - low)) * (height - 6));
  const points = numbers.map((value, index) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
  const [first, last] = [numbers[0] ?? 0, numbers.at(-1) ?? 0];

  return (
    <svg className={`sparkline ${direction}`} width={width} height={height} aria-hidden="true">
      <path className="sparkline-base" d={`M0 ${y(first).toFixed(1)}H${width}`} />
      <path className="sparkline-line" d={`M${points.join("L")}`} />
      <circle cx={x(numbers.length - 1)} cy={y(last)} r="2.5" fill="currentColor" />
    </svg>
  );
}
