import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

import "./tabs.css";

interface Props extends ComponentPropsWithRef<"a"> {
  isHere: boolean;
  /** What stands in it, for the room that it takes when it is bold. */
  words: string;
}

/** One of several views of a page. Which one it is the page knows, for the router counts a view without a name as all. */
export const TabLink = createLink(({ isHere, words, ...props }: Props) => (
  <a {...props} data-words={words} aria-current={isHere ? "true" : undefined} />
));
