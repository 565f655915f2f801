interface Props {
  way: "UP" | "DOWN";
  isPressed: boolean;
  disabled: boolean;
  onPress: () => void;
}

const ARROWS = { UP: "M7 3.2 11.6 10H2.4z", DOWN: "M7 10.8 2.4 4h9.2z" };

export function VoteButton({ way, isPressed, disabled, onPress }: Props) {
  return (
    <button
      type="button"
      className="plain"
      data-vote={way}
      aria-pressed={isPressed}
      aria-label={way === "UP" ? "Vote up" : "Vote down"}
      disabled={disabled}
      onClick={onPress}
    >
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path d={ARROWS[way]} />
      </svg>
    </button>
  );
}
