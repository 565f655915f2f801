import { getRouteApi } from "@tanstack/react-router";

import { ButtonLink } from "@/components/ButtonLink";
import { TabLink } from "@/components/TabLink";
import { useTitle } from "@/components/useTitle";
import { MarketFigures } from "@/features/coins/MarketFigures";
import { Movers } from "@/features/coins/Movers";
import { JustSaid } from "@/features/comments/JustSaid";
import { stepThrough, useKeys } from "@/lib/keys";

import { PostList } from "./PostList";
import "./home.css";

const route = getRouteApi("/site/");

const TABS = [
  { order: undefined, words: "Hot", field: "HOT" },
  { order: "new", words: "New", field: "CREATED_AT" },
  { order: "top", words: "Top rated", field: "RATING" },
  { order: "discussed", words: "Most discussed", field: "COMMENT_COUNT" },
] as const;

export function HomePage() {
  const { order, tag } = route.useSearch();
  const tab = TABS.find((known) => known.order === order) ?? TABS[0];
  useTitle(tag && `#${tag}`);
  useKeys({
    j: () => {
      stepThrough("[data-step]", 1);
    },
    k: () => {
      stepThrough("[data-step]", -1);
    },
    o: () => {
      press("h2 a");
    },
    u: () => {
      press(".vote [data-vote=UP]");
    },
    d: () => {
      press(".vote [data-vote=DOWN]");
    },
  });

  return (
    <div className="columns">
      <div>
        <div className="home-head">
          <h1 className="page-title">{tag ? `Talk about #${tag}` : "Talk of the day"}</h1>
          {tag && (
            <ButtonLink to="/" variant="default" size="xs">
              All tags
            </ButtonLink>
          )}
          <nav className="tabs" aria-label="Order">
            {TABS.map(({ order: to, words }) => (
              <TabLink key={words} to="/" search={{ order: to, tag }} words={words} isHere={order === to}>
                {words}
              </TabLink>
            ))}
          </nav>
        </div>
        <PostList key={`${tab.field} ${tag ?? ""}`} field={tab.field} tag={tag} />
      </div>
      <aside aria-label="Market and talk">
        <MarketFigures />
        <Movers />
        <JustSaid />
      </aside>
    </div>
  );
}

/** What the keys press: a part of the row that has the focus. */
function press(selector: string): void {
  document.activeElement?.closest("[data-step]")?.querySelector<HTMLElement>(selector)?.click();
}
