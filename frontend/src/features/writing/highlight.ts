export interface Part {
  text: string;
  kind: "plain" | "sign" | "strong" | "coin";
}

const INLINE = /(\*\*|\*|`)|(\$[A-Za-z][A-Za-z0-9]{0,11})(?![A-Za-z0-9])|(?<![\w/])(@\w{3,24})/g;
const LEAD = /^(#{1,6} |> ?|\d+\. |[-*+] )/;

/** The Markdown's signs, the headings, the mentions and the coins that are known, told apart; the text stays as it is. */
export function highlight(text: string, symbols: ReadonlySet<string>): Part[] {
  const parts: Part[] = [];
  const add = (kind: Part["kind"], piece: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += piece;
    else if (piece) parts.push({ kind, text: piece });
  };
  let isCode = false;
  text.split("\n").forEach((line, index) => {
    if (index > 0) add("plain", "\n");
    if (line.startsWith("```")) {
      isCode = !isCode;
      add("sign", line);
      return;
    }
    if (isCode) {
      add("plain", line);
      return;
    }
    const lead = LEAD.exec(line)?.[0] ?? "";
    add("sign", lead);
    const rest = line.slice(lead.length);
    if (lead.startsWith("#")) add("strong", rest);
    else inline(rest, symbols, add);
  });
  return parts;
}

function inline(line: string, symbols: ReadonlySet<string>, add: (kind: Part["kind"], piece: string) => void): void {
  let done = 0;
  for (const match of line.matchAll(INLINE)) {
    const [whole, sign, coin] = match;
    add("plain", line.slice(done, match.index));
    if (sign) add("sign", whole);
    else if (coin) add(symbols.has(coin.slice(1).toUpperCase()) ? "coin" : "plain", whole);
    else add("strong", whole);
    done = match.index + whole.length;
  }
  add("plain", line.slice(done));
}
