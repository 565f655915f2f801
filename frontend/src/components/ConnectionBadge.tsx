import { useEffect, useState } from "react";

import { count } from "@/lib/format/numbers";
import { useConnection } from "@/lib/live/context";

import { Icon } from "./Icon";
import "./connectionBadge.css";

/** Whether what one sees is what is: a shape and a word, never colour alone. Nothing until it is known. */
export function ConnectionBadge() {
  const standing = useConnection();
  switch (standing.kind) {
    case "connecting":
      return null;
    case "live":
      return (
        <span className="connection">
          <i className="live-dot" /> Live
        </span>
      );
    case "caught-up":
      return (
        <span className="connection">
          <Icon name="check" size={16} /> Caught up <small>{missedWords(standing.missed)}</small>
        </span>
      );
    case "reconnecting":
      return (
        <span className="connection away">
          <Icon name="again" size={16} /> Reconnecting{" "}
          <small>
            try {count(standing.attempt)}
            <Countdown key={standing.attempt} seconds={standing.seconds} />
          </small>
        </span>
      );
    case "offline":
      return (
        <span className="connection away">
          <Icon name="away" size={17} /> Offline
        </span>
      );
  }
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
