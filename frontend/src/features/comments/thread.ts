import { createContext, useContext } from "react";

import type { CommentOrder } from "@/gql/graphql";

import type { Pending } from "./usePending";

/** How many replies come with each depth at first; deeper ones are asked for when their branch is drawn. */
export const REPLIES = [6, 3, 2] as const;
export const DEEPER = 5;
export const DEEPEST = 8;

export const repliesAt = (depth: number): number => REPLIES[depth] ?? DEEPER;

/** What every comment of a thread knows about it. */
export interface ThreadFacts {
  slug: string;
  title: string;
  author: string;
  isOpen: boolean;
  order: CommentOrder;
  /** From the top-level comment down to the one that a link opened the page at. */
  path: readonly string[];
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
