import { useNavigate } from "@tanstack/react-router";
import type { MouseEvent } from "react";

import "./prose.css";

interface Props {
  /** Made safe by the server. */
  html: string;
  small?: boolean;
}

/** Somebody's Markdown. Links to our own pages are followed without loading the site anew. */
export function Prose({ html, small = false }: Props) {
  const navigate = useNavigate();

  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!link || !isPlain || !(link.dataset.coin ?? link.dataset.user)) return;
    event.preventDefault();
    void navigate({ href: link.pathname });
  };

  return (
    // The links inside are what is pressed: they take keys by themselves.
    <div
      className={`prose words ${small ? "small" : ""}`}
      dir="auto"
      onClick={follow}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
