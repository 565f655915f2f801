/** What a button puts around the selection, or before each of its lines. */
export interface Marking {
  before: string;
  after?: string;
  eachLine?: boolean;
  /** Stands there where nothing is selected. */
  otherwise: string;
}

export const MARKS = {
  bold: { before: "**", after: "**", otherwise: "bold" },
  italic: { before: "*", after: "*", otherwise: "italic" },
  heading: { before: "## ", eachLine: true, otherwise: "Heading" },
  quote: { before: "> ", eachLine: true, otherwise: "quote" },
  code: { before: "`", after: "`", otherwise: "code" },
  table: { before: "\n| | |\n| --- | --- |\n| ", after: " | |\n", otherwise: "cell" },
  list: { before: "- ", eachLine: true, otherwise: "item" },
  numbers: { before: "1. ", eachLine: true, otherwise: "item" },
  link: { before: "[", after: "](https://)", otherwise: "words" },
  mention: { before: "@", otherwise: "name" },
} as const satisfies Record<string, Marking>;

export type Mark = keyof typeof MARKS;

export interface Marked {
  text: string;
  from: number;
  to: number;
}

/** The text with the selection marked; `from` and `to` select what was marked. Several lines of code become a block. */
export function withMark(text: string, start: number, end: number, marking: Marking): Marked {
  const chosen = text.slice(start, end) || marking.otherwise;
  if (marking.eachLine) return withLines(text, start, end, chosen, marking.before);
  const isBlock = marking.before === "`" && chosen.includes("\n");
  const before = isBlock ? "```\n" : marking.before;
  const after = isBlock ? "\n```" : (marking.after ?? "");
  const marked = text.slice(0, start) + before + chosen + after + text.slice(end);
  return { text: marked, from: start + before.length, to: start + before.length + chosen.length };
}

function withLines(text: string, start: number, end: number, chosen: string, before: string): Marked {
  const isAtStart = start === 0 || text[start - 1] === "\n";
  const lead = isAtStart ? "" : "\n";
  const numbered = before === "1. ";
  const lines = chosen.split("\n").map((line, index) => (numbered ? `${index + 1}. ` : before) + line);
  const marked = lead + lines.join("\n");
  return {
    text: text.slice(0, start) + marked + text.slice(end),
    from: start + lead.length + before.length,
    to: start + marked.length,
  };
}
