export function Wordmark() {
  return (
    <span className="wordmark">
      <svg width="22" height="22" viewBox="0 0 28 28" aria-hidden="true">
        <path className="wordmark-wick" d="M14 1v5M14 24v3" />
        <path
          className="wordmark-body"
          d="M7 6h14a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-7.5L9 25v-4H7a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z"
        />
        <path className="wordmark-words" d="M9 11h10M9 15.5h6" />
      </svg>
      <span className="wordmark-name">Cryptotalks</span>
    </span>
  );
}
