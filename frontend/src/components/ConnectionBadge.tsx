import { useEffect, useState } from "react";

import { count } from "@/lib/format/numbers";
import { useConnection } from "@/lib/live/context";

import { Icon } from "./Icon";
import "./connectionBadge.css";

interface Props {
  /** A word alone, where the tape says the rest. */
  isShort?: boolean;
}

/** Whether what one sees is what is: a shape and a word, never colour alone. Nothing until it is known. */
export function ConnectionBadge({ isShort = false }: Props) {
  const standing = useConnection();
  // In a corner of the page, a moment of catching up is live already.
  if (isShort && standing.kind === "caught-up") return <Live words="live" />;
  switch (standing.kind) {
    case "connecting":
      return null;
    case "live":
      return <Live words={isShort ? "live" : "Live"} />;
    case "caught-up":
      return (
        <span className="connection">
          <Icon name="check" size={16} /> Caught up <small>{missedWords(standing.missed)}</small>
        </span>
      );
    case "reconnecting":
      return (
        <span className="connection away">
          <Icon name="again" size={16} /> {isShort ? "reconnecting" : "Reconnecting "}
          {!isShort && (
            <small>
              try {count(standing.attempt)}
              <Countdown key={standing.attempt} seconds={standing.seconds} />
            </small>
          )}
        </span>
      );
    case "offline":
      return (
        <span className="connection away">
          <Icon name="away" size={17} /> {isShort ? "offline" : "Offline"}
        </span>
      );
  }
}

function Live({ words }: { words: string }) {
  return (
    <span className="connection">
      <i className="live-dot" /> {words}
    </span>
  );
}

function missedWords(missed: number): string {
  if (missed === 0) return "nothing missed";
  return `${count(missed)} missed ${missed === 1 ? "event" : "events"}`;
}

function Countdown({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(Math.ceil(seconds));
  useEffect(() => {
    const timer = setInterval(() => {
      setLeft((before) => Math.max(0, before - 1));
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return left > 0 ? `, in ${left} s` : "";
}
