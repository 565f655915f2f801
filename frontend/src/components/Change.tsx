import { type Decimal, directionOf, percent } from "@/lib/format/numbers";

import "./change.css";

const TRIANGLES = { rise: "M4.5 1 8.5 8h-8z", fall: "M4.5 8 .5 1h8z", flat: "M1 4h7v1.2H1z" };

interface Props {
  value: Decimal | null | undefined;
}

/** A change in percent: triangle, sign and colour; a dash where nobody knows. */
export function Change({ value }: Props) {
  if (value === null || value === undefined) return <span className="num flat">–</span>;
  const direction = directionOf(value);
  return (
    <span className={`change num ${direction}`}>
      <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
        <path d={TRIANGLES[direction]} fill="currentColor" />
      </svg>
      {percent(value)}
    </span>
  );
}
