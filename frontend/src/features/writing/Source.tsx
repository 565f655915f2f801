import { type KeyboardEvent, type RefObject, useMemo } from "react";

import { highlight } from "./highlight";
import { LONGEST_BODY } from "./words";

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  body: string;
  symbols: ReadonlySet<string>;
  isInvalid: boolean;
  onBody: (body: string) => void;
  onSend: () => void;
}

/** The field where Markdown is written, over the same words with their signs and coins marked. */
export function Source({ field, body, symbols, isInvalid, onBody, onSend }: Props) {
  const parts = useMemo(() => highlight(body, symbols), [body, symbols]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSend();
  };

  return (
    <div className="source">
      <div className="source-marked" aria-hidden="true">
        {parts.map(({ kind, text }, index) =>
          kind === "plain" ? (
            text
          ) : (
            <span key={index} className={`source-${kind}`}>
              {text}
            </span>
          ),
        )}
        {/* The last line of a field has a height even where it is empty. */}
        {"\u200b"}
      </div>
      <textarea
        ref={field}
        aria-label="Your words, in Markdown"
        aria-invalid={isInvalid}
        placeholder="Say what you found out. Markdown works, $ETH becomes a coin, @name calls somebody."
        value={body}
        maxLength={LONGEST_BODY}
        spellCheck
        onChange={({ currentTarget }) => {
          onBody(currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
