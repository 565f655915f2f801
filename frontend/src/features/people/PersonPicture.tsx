import { candlesOf } from "./candlesOf";

interface Props {
  username: string;
  size?: number;
}

/** Where there is no picture: three candles drawn from the name, always the same. */
export function PersonPicture({ username, size = 32 }: Props) {
  const { ground, ink, candles } = candlesOf(username);
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill={ground} />
      <g stroke={ink} strokeWidth="1.6">
        {candles.map(({ x, top, bottom, bodyTop, bodyHeight, isFilled }) => (
          <g key={x}>
            <path d={`M${x + 2.5} ${top}V${bottom}`} />
            <rect x={x} y={bodyTop} width="5" height={bodyHeight} rx="1" fill={isFilled ? ink : ground} />
          </g>
        ))}
      </g>
    </svg>
  );
}
