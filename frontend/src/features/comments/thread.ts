import { createContext, useContext } from "react";

import type { CommentOrder } from "@/gql/graphql";

import type { Newcomers } from "./newcomers";
import type { Pending } from "./usePending";

export const DEEPEST = 8;

/** What every comment of a thread knows about it. */
export interface ThreadFacts {
  slug: string;
  title: string;
  author: string;
  isOpen: boolean;
  order: CommentOrder;
  /** From the top-level comment down to the one that is looked for, which may not be on the page yet. */
  path: readonly string[];
  /** The one that the page's address names. */
  linked: string | null;
  newcomers: Newcomers;
  /** The page has been moved to where it is now for a reason: it stays there. */
  remember: () => void;
  pending: readonly Pending[];
  send: (parentId: string | null, body: string) => void;
  again: (pending: Pending) => void;
  drop: (pending: Pending) => void;
}

export const ThreadContext = createContext<ThreadFacts | null>(null);

export function useThread(): ThreadFacts {
  const thread = useContext(ThreadContext);
  if (!thread) throw new Error("There is no thread around this component");
  return thread;
}
