import { useNavigate } from "@tanstack/react-router";
import { Fragment, type MouseEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

import "./prose.css";

interface Props {
  /** Made safe by the server. */
  html: string;
  small?: boolean;
  /** What stands for a coin in the text, by its slug; one that is not among them keeps its symbol. */
  coins?: Readonly<Record<string, ReactNode>>;
}

const NONE = {};

/** Somebody's Markdown. Links to our own pages are followed without loading the site anew. */
export function Prose({ html, small = false, coins = NONE }: Props) {
  const navigate = useNavigate();
  const { place, links } = useCoinLinks(html, Object.keys(coins).join(" "));

  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!link || !isPlain || !(link.dataset.coin ?? link.dataset.user)) return;
    event.preventDefault();
    void navigate({ href: link.pathname });
  };

  return (
    <>
      {/* The links inside are what is pressed: they take keys by themselves. */}
      <div
        key={html}
        ref={place}
        className={`prose words ${small ? "small" : ""}`}
        dir="auto"
        onClick={follow}
        dangerouslySetInnerHTML={{ __html: html }}
      />
      {links.map((link, index) => (
        <Fragment key={index}>{createPortal(coins[link.dataset.coin ?? ""], link)}</Fragment>
      ))}
    </>
  );
}

/** The links to coins that are known, emptied of their symbols: something else takes their place. */
function useCoinLinks(html: string, slugs: string) {
  const place = useRef<HTMLDivElement>(null);
  const [links, setLinks] = useState<readonly HTMLAnchorElement[]>([]);

  useLayoutEffect(() => {
    const known = new Set(slugs.split(" "));
    const all = [...(place.current?.querySelectorAll<HTMLAnchorElement>("a[data-coin]") ?? [])];
    const found = all.filter(({ dataset }) => known.has(dataset.coin ?? ""));
    for (const link of found) {
      if (link.className === "coin-chip") continue;
      link.replaceChildren();
      link.className = "coin-chip";
    }
    setLinks(found);
  }, [html, slugs]);

  return { place, links };
}
