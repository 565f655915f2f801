import { TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { Icon } from "@/components/Icon";
import { useTitle } from "@/components/useTitle";
import { useKeys } from "@/lib/keys";

import { MarketHead } from "./MarketHead";
import { MarketList } from "./MarketList";
import { COLUMNS, type Sort } from "./marketColumns";
import "./market.css";

const route = getRouteApi("/site/market");
const PAUSE = 250;

export function MarketPage() {
  const { query = "", sort: field, down } = route.useSearch();
  const navigate = route.useNavigate();
  const isPhone = useMediaQuery("(max-width: 37.49em)", matchMedia("(max-width: 37.49em)").matches);
  const field_ = COLUMNS.find((column) => column.field === field)?.field ?? "RANK";
  const sort: Sort = { field: field_, direction: down ? "DESC" : "ASC" };
  const [typed, setTyped] = useState(query);
  const finder = useRef<HTMLInputElement>(null);
  useTitle("Market");
  useKeys({
    "/": () => {
      finder.current?.focus();
    },
  });

  useEffect(() => {
    if (typed === query) return undefined;
    const timer = setTimeout(() => {
      void navigate({
        search: (before) => ({ ...before, query: typed || undefined }),
        replace: true,
        resetScroll: false,
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, query, navigate]);

  const onSort = ({ field: chosen, direction }: Sort) => {
    void navigate({
      search: (before) => ({
        ...before,
        sort: chosen === "RANK" ? undefined : chosen,
        down: direction === "DESC" ? true : undefined,
      }),
      replace: true,
      resetScroll: false,
    });
  };
  const clear = () => {
    setTyped("");
    void navigate({ search: {}, replace: true });
  };

  return (
    <div className="wrap market">
      <MarketHead />
      <div className="market-bar">
        <TextInput
          ref={finder}
          className="market-find"
          aria-label="Find a coin"
          placeholder="Find a coin by name or symbol"
          leftSection={<Icon name="search" />}
          rightSection={!typed && !isPhone && <kbd className="kbd">/</kbd>}
          value={typed}
          maxLength={100}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
          }}
          onKeyDown={({ key }) => {
            if (key === "Escape") setTyped("");
          }}
        />
        <p className="market-legend" aria-hidden="true">
          <b className="num tick rise">
            <span className="tick-same">4.</span>91
          </b>
          just rose
          <b className="num tick fall">
            <span className="tick-same">4.</span>22
          </b>
          just fell
        </p>
      </div>
      <MarketList
        key={`${query} ${sort.field} ${sort.direction}`}
        query={query}
        sort={sort}
        isPhone={isPhone}
        onSort={onSort}
        onClear={clear}
      />
    </div>
  );
}
