import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { type CombinedError, useClient, useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { Failed } from "@/components/Failed";
import { graphql } from "@/gql";
import type { CommentOrder } from "@/gql/graphql";

import { CommentNode } from "./CommentNode";
import { PendingComment } from "./PendingComment";
import { useThread } from "./thread";
import { useMore } from "./useMore";
import { PAGE, thread } from "./wholeThread";

/** All in one question. */
const WholeThread = graphql(`
  query WholeThread($slug: String!, $first: Int!, $order: CommentOrder!, $a: Int!, $b: Int!, $c: Int!) {
    post(slug: $slug) {
      id
      ...WholeThread_post
    }
  }
`);

/** The same without the branches, which draw themselves: a comment that arrives alone is whole to it. */
const TopLevel_query = graphql(`
  query TopLevel($slug: String!, $first: Int!, $order: CommentOrder!) {
    post(slug: $slug) {
      id
      comments(first: $first, orderBy: $order) {
        nodes {
          id
          ...CommentNode_comment
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const MoreTopLevel = graphql(`
  query MoreTopLevel($slug: String!, $first: Int!, $after: Cursor!, $order: CommentOrder!) {
    post(slug: $slug) {
      id
      comments(first: $first, after: $after, orderBy: $order) {
        nodes {
          id
          ...CommentNode_comment
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export function TopLevel() {
  const { slug, order, path, pending } = useThread();
  const { error, read } = useWholeThread(slug, order);
  const [{ data }] = useQuery({
    query: TopLevel_query,
    variables: { slug, first: PAGE, order },
    requestPolicy: "cache-only",
  });
  const comments = data?.post?.comments;
  const more = useMore({
    query: MoreTopLevel,
    variables: { slug, first: PAGE * 2, order },
    pageInfo: comments?.pageInfo,
    isMissing: path[0] !== undefined && comments?.nodes.every(({ id }) => id !== path[0]) === true,
  });

  return (
    <div className="thread">
      {pending
        .filter(({ parentId }) => parentId === null)
        .map((one) => (
          <PendingComment key={one.key} pending={one} />
        ))}
      {!comments && !error && <BoneLines lines={12} label="Comments are loading" />}
      {error && <Failed what="The comments" error={error} onAgain={read} />}
      {comments?.nodes.map((comment) => (
        <CommentNode key={comment.id} comment={comment} />
      ))}
      {more.error && <Failed what="More comments" error={more.error} onAgain={more.read} />}
      {comments?.pageInfo.hasNextPage && (
        <Button className="thread-more" variant="default" loading={more.isReading} onClick={more.read}>
          More comments
        </Button>
      )}
    </div>
  );
}

/** Reads the thread anew into the cache, where each part finds its own. */
function useWholeThread(slug: string, order: CommentOrder) {
  const client = useClient();
  const [attempt, setAttempt] = useState(0);
  const [error, setError] = useState<CombinedError | null>(null);

  useEffect(() => {
    let isGone = false;
    void client.query(WholeThread, thread(slug, order), { requestPolicy: "network-only" }).then((result) => {
      if (!isGone) setError(result.error ?? null);
    });
    return () => {
      isGone = true;
    };
  }, [client, slug, order, attempt]);

  const read = () => {
    setAttempt((number) => number + 1);
  };
  return { error, read };
}
