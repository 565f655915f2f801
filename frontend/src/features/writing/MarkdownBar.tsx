import { ActionIcon } from "@mantine/core";
import type { RefObject } from "react";

import { Icon, type IconName } from "@/components/Icon";

import { MARKS, type Mark, withMark } from "./marks";
import "./markdownBar.css";

const GROUPS: { mark: Mark; icon: IconName; words: string; always?: boolean }[][] = [
  [
    { mark: "bold", icon: "bold", words: "Bold", always: true },
    { mark: "italic", icon: "italic", words: "Italic", always: true },
    { mark: "heading", icon: "heading", words: "Heading" },
  ],
  [
    { mark: "quote", icon: "quote", words: "Quote", always: true },
    { mark: "code", icon: "code", words: "Code", always: true },
    { mark: "table", icon: "table", words: "Table" },
  ],
  [
    { mark: "list", icon: "list", words: "List", always: true },
    { mark: "numbers", icon: "numbers", words: "Numbered list" },
  ],
  [
    { mark: "link", icon: "link", words: "Link", always: true },
    { mark: "mention", icon: "at", words: "Call somebody" },
  ],
];

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  onText: (text: string) => void;
  /** Only what a comment needs. */
  short?: boolean;
}

export function MarkdownBar({ field, onText, short = false }: Props) {
  const apply = (mark: Mark) => {
    const area = field.current;
    if (!area) return;
    const { text, from, to } = withMark(area.value, area.selectionStart, area.selectionEnd, MARKS[mark]);
    onText(text);
    area.focus();
    // After React has written the new text.
    requestAnimationFrame(() => {
      area.setSelectionRange(from, to);
    });
  };

  return (
    <div className="markdown-bar" role="group" aria-label="Markdown">
      {GROUPS.map((group, index) => (
        <span key={group[0]?.mark} className={index > 0 && !short ? "apart" : ""}>
          {group
            .filter(({ always }) => !short || always)
            .map(({ mark, icon, words }) => (
              <ActionIcon
                key={mark}
                size={32}
                aria-label={words}
                title={words}
                // The field keeps the focus, and with it what is selected.
                onMouseDown={(event) => {
                  event.preventDefault();
                }}
                onClick={() => {
                  apply(mark);
                }}
              >
                <Icon name={icon} />
              </ActionIcon>
            ))}
        </span>
      ))}
    </div>
  );
}
