import { Button } from "@mantine/core";
import { useCallback, useRef, useState } from "react";
import { useQuery } from "urql";

import { Empty } from "@/components/Empty";
import { Failed } from "@/components/Failed";
import { graphql } from "@/gql";
import { usePolling } from "@/lib/usePolling";

import { COLUMNS, type Sort } from "./marketColumns";
import { MarketRow, MarketRowBones } from "./MarketRow";
import { MarketSort } from "./MarketSort";
import { MarketTableHead } from "./MarketTableHead";

const Market_query = graphql(`
  query Market($first: Int!, $after: Cursor, $query: String, $orderBy: CoinOrder!) {
    coins(first: $first, after: $after, query: $query, orderBy: $orderBy) {
      nodes {
        id
        ...MarketRow_coin
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** The places of the rows alone: what stands in them is live. */
const MarketOrder_query = graphql(`
  query MarketOrder($first: Int!, $after: Cursor, $query: String, $orderBy: CoinOrder!) {
    coins(first: $first, after: $after, query: $query, orderBy: $orderBy) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const PAGE = 50;
const ORDER_SECONDS = 5;
const ROWS_SECONDS = 60;
/** The rows, where somebody is among them. */
const READ = ":is(tbody, .market-rows):is(:hover, :has(:focus-visible))";

interface Props {
  query: string;
  sort: Sort;
  isPhone: boolean;
  onSort: (sort: Sort) => void;
  onClear: () => void;
}

export function MarketList({ query, sort, isPhone, onSort, onClear }: Props) {
  const [after, setAfter] = useState<string | null>(null);
  const rows = useRef<HTMLDivElement>(null);
  const variables = { first: PAGE, after, query: query || null, orderBy: sort };
  const [{ data, error, fetching }, readAgain] = useQuery({ query: Market_query, variables });
  const [, orderAgain] = useQuery({ query: MarketOrder_query, variables, pause: true });
  // Rows do not change places under the pointer or the focus, nor while somebody reads further pages.
  const isHeld = useCallback(() => after !== null || rows.current?.querySelector(READ) !== null, [after]);
  const isLive = COLUMNS.some((column) => column.field === sort.field && column.isLive);
  const isOrderHeld = useCallback(() => !isLive || isHeld(), [isLive, isHeld]);
  usePolling(readAgain, ROWS_SECONDS, isHeld);
  usePolling(orderAgain, ORDER_SECONDS, isOrderHeld);

  const coins = data?.coins;
  if (coins?.nodes.length === 0) {
    return (
      <Empty
        title={`Nothing for “${query}”`}
        action={
          <Button variant="default" size="xs" onClick={onClear}>
            Take the filter away
          </Button>
        }
      >
        Check the spelling, or look for the symbol, such as ETH.
      </Empty>
    );
  }
  const trouble = error && (
    <Failed
      what="The coins"
      error={error}
      onAgain={() => {
        readAgain({ requestPolicy: "network-only" });
      }}
    />
  );
  if (error && !coins) return trouble;
  const list = coins ? (
    coins.nodes.map((coin) => <MarketRow key={coin.id} coin={coin} isPhone={isPhone} />)
  ) : (
    <MarketRowBones rows={14} isPhone={isPhone} />
  );
  return (
    <div ref={rows} aria-busy={!coins}>
      {isPhone ? (
        <>
          <MarketSort sort={sort} onSort={onSort} />
          <ul className="market-rows">{list}</ul>
        </>
      ) : (
        <div className="sheet market-sheet">
          <table>
            <MarketTableHead sort={sort} onSort={onSort} />
            <tbody>{list}</tbody>
          </table>
        </div>
      )}
      {trouble}
      {coins?.pageInfo.hasNextPage && (
        <Button
          className="market-more"
          variant="default"
          loading={fetching}
          onClick={() => {
            setAfter(coins.pageInfo.endCursor ?? null);
          }}
        >
          More coins
        </Button>
      )}
    </div>
  );
}
