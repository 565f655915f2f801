import { Button, Textarea } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { MarkdownBar } from "@/features/writing/MarkdownBar";
import { forget, keep, readKept } from "@/lib/kept";
import { useOnline } from "@/lib/online";

import "./composer.css";

interface Props {
  label: string;
  placeholder: string;
  initial?: string;
  /** Under which name the words are kept on this device until they are sent. */
  draft?: string;
  sends: string;
  isSending?: boolean;
  refusal?: string | null;
  autoFocus?: boolean;
  onSend: (body: string) => void;
  onLeave?: () => void;
}

export function Composer(props: Props) {
  const {
    label,
    placeholder,
    initial = "",
    draft,
    sends,
    isSending = false,
    refusal,
    autoFocus,
    onSend,
    onLeave,
  } = props;
  const [body, setBody] = useState(() => (draft ? readKept<string>(draft) : null) ?? initial);
  const field = useRef<HTMLTextAreaElement>(null);
  const isEmpty = body.trim() === "";
  const isOnline = useOnline();

  useEffect(() => {
    if (draft && body) keep(draft, body);
    else if (draft) forget(draft);
  }, [draft, body]);

  const send = () => {
    if (isEmpty || isSending || !isOnline) return;
    onSend(body);
    if (!draft) return;
    forget(draft);
    setBody("");
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && onLeave) {
      event.stopPropagation();
      onLeave();
    }
  };

  return (
    <div className={`composer grow ${body ? "typed" : ""}`}>
      <Textarea
        ref={field}
        variant="unstyled"
        aria-label={label}
        placeholder={placeholder}
        value={body}
        autosize
        minRows={2}
        maxRows={18}
        maxLength={10_000}
        autoFocus={autoFocus ?? false}
        onChange={({ currentTarget }) => {
          setBody(currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        dir="auto"
      />
      {refusal && (
        <p className="refusal composer-refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="composer-foot">
        <MarkdownBar field={field} onText={setBody} short />
        <span className="grow" />
        <span className="composer-hint">{isOnline ? "Ctrl ↵ sends" : "Offline: kept here until then"}</span>
        {onLeave && (
          <Button variant="subtle" size="xs" onClick={onLeave}>
            Leave
          </Button>
        )}
        <Button size="xs" disabled={isEmpty || !isOnline} loading={isSending} onClick={send}>
          {sends}
        </Button>
      </div>
    </div>
  );
}
