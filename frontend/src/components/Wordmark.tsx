import { Link } from "@tanstack/react-router";

import "./wordmark.css";

export function Wordmark() {
  return (
    <Link to="/" className="wordmark" aria-label="Cryptotalks, to the talk of the day">
      <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
        <path className="wordmark-wick" d="M14 1v5M14 24v3" />
        <path
          className="wordmark-body"
          d="M7 6h14a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-7.500L9 25v-4H7a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z"
        />
        <path className="wordmark-words" d="M9 11h10M9 15.500h6" />
      </svg>
      <span>Cryptotalks</span>
    </Link>
  );
}
