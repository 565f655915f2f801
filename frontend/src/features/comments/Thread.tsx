import { useLocation } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useQuery } from "urql";

import { type FragmentType, graphql, readFragment } from "@/gql";
import type { CommentOrder } from "@/gql/graphql";
import { count } from "@/lib/format/numbers";
import { keep, readKept } from "@/lib/kept";

import { OrderMenu } from "./OrderMenu";
import { ThreadContext } from "./thread";
import { ThreadKeys } from "./ThreadKeys";
import { TopLevel } from "./TopLevel";
import { TopComposer } from "./TopComposer";
import { usePending } from "./usePending";
import "./thread.css";

const Thread_post = graphql(`
  fragment Thread_post on Post {
    id
    title
    status
    commentCount
    author {
      id
      username
    }
  }
`);

const LinkedComment = graphql(`
  query LinkedComment($id: ID!) {
    node(id: $id) {
      __typename
      ... on Comment {
        id
        ancestors {
          id
        }
      }
    }
  }
`);

interface Props {
  post: FragmentType<typeof Thread_post>;
  slug: string;
}

/** What was said under a post: nested articles, the newest words of one's own at once. */
export function Thread({ post, slug }: Props) {
  const { id, title, status, commentCount, author } = readFragment(Thread_post, post);
  const [order, setOrder] = useState<CommentOrder>(() => readKept<CommentOrder>("comment-order") ?? "TOP");
  const { pending, send, again, drop } = usePending(id);
  const path = usePathToLinked();
  const isOpen = status === "PUBLISHED";

  useEffect(() => {
    if (location.hash === "#thread") document.getElementById("thread")?.scrollIntoView();
  }, []);

  const facts = { slug, title, author: author.username, isOpen, order, path, pending, send, again, drop };

  return (
    <ThreadContext value={facts}>
      <section aria-labelledby="thread">
        <div className="thread-head">
          <h2 id="thread">
            <span className="num">{count(commentCount)}</span> {commentCount === 1 ? "comment" : "comments"}
          </h2>
          <OrderMenu
            order={order}
            onOrder={(chosen) => {
              keep("comment-order", chosen);
              setOrder(chosen);
            }}
          />
        </div>
        <TopComposer postId={id} isLocked={status === "LOCKED"} isFirst={commentCount === 0} />
        <TopLevel key={order} />
        <ThreadKeys />
      </section>
    </ThreadContext>
  );
}

/** The ids from the top-level comment down to the one in the page's address; empty where there is none. */
function usePathToLinked(): readonly string[] {
  const { hash } = useLocation();
  const isComment = hash.startsWith("comment_");
  const [{ data }] = useQuery({ query: LinkedComment, variables: { id: hash }, pause: !isComment });
  return useMemo(() => {
    const node = data?.node;
    if (!isComment || node?.__typename !== "Comment" || node.id !== hash) return [];
    return [...node.ancestors.map((ancestor) => ancestor.id), node.id];
  }, [data, hash, isComment]);
}
