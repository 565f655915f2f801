import type { KeyingConfig } from "@urql/exchange-graphcache";

const embedded = () => null;

/** What has no id lives inside what it is of. */
export const keys: KeyingConfig = Object.fromEntries(
  [
    "AuditEntryConnection",
    "AuditEntryEdge",
    "Candle",
    "CoinConnection",
    "CoinEdge",
    "CoinSupply",
    "CommentConnection",
    "CommentEdge",
    "MarkdownPreview",
    "MarketStats",
    "PageInfo",
    "Participant",
    "PostConnection",
    "PostEdge",
    "PricePoint",
    "ProfileLinks",
    "Rating",
    "UserConnection",
    "UserEdge",
    "UserError",
    "Viewer",
  ].map((type) => [type, embedded]),
);
