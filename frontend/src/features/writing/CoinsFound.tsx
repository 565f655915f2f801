import { CoinChip } from "@/features/coins/CoinChip";

import type { useMarkdown } from "./useMarkdown";

interface Props {
  markdown: ReturnType<typeof useMarkdown>["markdown"];
}

/** The coins that the words name, and what looks like one and is none. */
export function CoinsFound({ markdown }: Props) {
  if (!markdown || markdown.coins.length + markdown.unknownSymbols.length === 0) return null;
  return (
    <div className="coins-found">
      <span className="label">Coins found in the text</span>
      {markdown.coins.map((coin) => (
        <CoinChip key={coin.id} coin={coin} withPrice />
      ))}
      {markdown.unknownSymbols.map((symbol) => (
        <span key={symbol} className="coin-chip unknown">
          <b>${symbol}</b>
          <span className="quiet">no such coin</span>
        </span>
      ))}
    </div>
  );
}
