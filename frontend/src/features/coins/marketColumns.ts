import type { CoinOrderField, OrderDirection } from "@/gql/graphql";

export interface Sort {
  field: CoinOrderField;
  direction: OrderDirection;
}

interface Column {
  field: CoinOrderField;
  words: string;
  /** Which way it is sorted first. */
  first: OrderDirection;
  isLeft?: boolean;
  /** Whether its values tick, so that the order has to follow them. */
  isLive?: boolean;
}

export const COLUMNS: readonly Column[] = [
  { field: "RANK", words: "#", first: "ASC" },
  { field: "NAME", words: "Coin", first: "ASC", isLeft: true },
  { field: "PRICE", words: "Price", first: "DESC", isLive: true },
  { field: "CHANGE_1H", words: "1 h", first: "DESC" },
  { field: "CHANGE_24H", words: "24 h", first: "DESC", isLive: true },
  { field: "CHANGE_7D", words: "7 d", first: "DESC" },
  { field: "MARKET_CAP", words: "Market cap", first: "DESC" },
  { field: "VOLUME_24H", words: "Volume 24 h", first: "DESC" },
];

/** What a press on a column's head asks for: that column, or the other way where it is sorted by it already. */
export function pressed(sort: Sort, field: CoinOrderField): Sort {
  if (sort.field === field) return { field, direction: sort.direction === "ASC" ? "DESC" : "ASC" };
  return { field, direction: COLUMNS.find((column) => column.field === field)?.first ?? "ASC" };
}
