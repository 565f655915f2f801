import { SegmentedControl, Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useMemo, useRef, useState } from "react";

import { Prose } from "@/components/Prose";
import { chipsInWords } from "@/features/coins/CoinChip";
import { keep, readKept } from "@/lib/kept";

import { CoinsFound } from "./CoinsFound";
import { MarkdownBar } from "./MarkdownBar";
import { Source } from "./Source";
import { TagField } from "./TagField";
import { useMarkdown } from "./useMarkdown";
import { LONGEST_TITLE, type Words } from "./words";
import "./writer.css";

type View = "text" | "both" | "preview";

interface Props {
  words: Words;
  /** Errors of the contract, by field. */
  errors: Record<string, string>;
  /** What is said and done above the fields. */
  head: ReactNode;
  onWords: (change: Partial<Words>) => void;
  onSend: () => void;
}

/** Title, tags, and the words beside what becomes of them. */
export function Writer({ words, errors, head, onWords, onSend }: Props) {
  const [view, setView] = useState<View>(() => readKept<View>("writer-view") ?? "both");
  const isNarrow = useMediaQuery("(max-width: 59.99em)", matchMedia("(max-width: 59.99em)").matches);
  const shown = isNarrow && view === "both" ? "text" : view;
  const field = useRef<HTMLTextAreaElement>(null);
  const { markdown } = useMarkdown(words.body);
  const symbols = useMemo(() => new Set(markdown?.coins.map(({ symbol }) => symbol.toUpperCase())), [markdown]);
  const views = [
    { value: "text", label: "Text" },
    ...(isNarrow ? [] : [{ value: "both", label: "Both" }]),
    { value: "preview", label: "Preview" },
  ];

  return (
    <div className="wrap writer-page">
      {head}
      <Textarea
        className="writer-title"
        variant="unstyled"
        aria-label="Title"
        placeholder="The title"
        autosize
        maxLength={LONGEST_TITLE}
        value={words.title}
        error={errors.title}
        dir="auto"
        onChange={({ currentTarget }) => {
          onWords({ title: currentTarget.value.replace(/\s*\n\s*/g, " ") });
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          if (event.ctrlKey || event.metaKey) onSend();
          else field.current?.focus();
        }}
      />
      <div className="writer-about">
        <TagField
          tags={words.tags}
          error={errors.tags}
          onTags={(tags) => {
            onWords({ tags });
          }}
        />
        <CoinsFound markdown={markdown} />
      </div>
      <div className="writer-bar">
        {shown === "preview" ? (
          <span />
        ) : (
          <MarkdownBar
            field={field}
            onText={(body) => {
              onWords({ body });
            }}
          />
        )}
        <SegmentedControl
          aria-label="View"
          data={views}
          value={shown}
          onChange={(chosen) => {
            keep("writer-view", chosen);
            setView(chosen as View);
          }}
        />
      </div>
      {errors.body && (
        <p className="refusal" role="alert">
          {errors.body}
        </p>
      )}
      <div className={`writer ${shown}`}>
        {shown !== "preview" && (
          <Source
            field={field}
            body={words.body}
            symbols={symbols}
            isInvalid={"body" in errors}
            onBody={(body) => {
              onWords({ body });
            }}
            onSend={onSend}
          />
        )}
        {shown !== "text" && (
          <section className="writer-out" aria-label="Preview">
            {markdown ? (
              <Prose html={markdown.html} coins={chipsInWords(markdown.coins)} />
            ) : (
              <p className="quiet">What you write is seen here as others will see it.</p>
            )}
          </section>
        )}
      </div>
    </div>
  );
}
