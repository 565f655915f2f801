import { useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { Failed } from "@/components/Failed";
import { Icon } from "@/components/Icon";
import { graphql } from "@/gql";
import { repliesAt } from "@/lib/cache/branches";
import { count } from "@/lib/format/numbers";

import { CommentNode } from "./CommentNode";
import { PendingComment } from "./PendingComment";
import { useThread } from "./thread";
import { useMore } from "./useMore";

const Replies_query = graphql(`
  query Replies($id: ID!, $first: Int!, $order: CommentOrder!) {
    node(id: $id) {
      __typename
      ... on Comment {
        id
        replies(first: $first, orderBy: $order) {
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
  }
`);

const MoreReplies = graphql(`
  query MoreReplies($id: ID!, $first: Int!, $after: Cursor!, $order: CommentOrder!) {
    node(id: $id) {
      __typename
      ... on Comment {
        id
        replies(first: $first, after: $after, orderBy: $order) {
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
  }
`);

interface Props {
  id: string;
  depth: number;
  replyCount: number;
}

/** What answers a comment. It mostly came with the thread, and is read from the cache. */
export function Replies({ id, depth, replyCount }: Props) {
  const { order, path, pending } = useThread();
  const [{ data, error }, readAgain] = useQuery({
    query: Replies_query,
    variables: { id, first: repliesAt(depth), order },
    requestPolicy: "cache-first",
    pause: replyCount === 0,
  });
  const replies = data?.node?.__typename === "Comment" ? data.node.replies : undefined;
  const wanted = path[path.indexOf(id) + 1];
  const more = useMore({
    query: MoreReplies,
    variables: { id, first: 20, order },
    pageInfo: replies?.pageInfo,
    isMissing:
      path.includes(id) && wanted !== undefined && replies?.nodes.every((reply) => reply.id !== wanted) === true,
  });
  const left = replies ? replyCount - replies.nodes.length : 0;

  return (
    <>
      {replyCount > 0 && !replies && !error && <BoneLines lines={2} label="Replies are loading" />}
      {error && (
        <Failed
          what="The replies"
          error={error}
          onAgain={() => {
            readAgain({ requestPolicy: "network-only" });
          }}
        />
      )}
      {replies?.nodes.map((reply) => (
        <CommentNode key={reply.id} comment={reply} />
      ))}
      {pending
        .filter(({ parentId }) => parentId === id)
        .map((one) => (
          <PendingComment key={one.key} pending={one} />
        ))}
      {more.error && <Failed what="More replies" error={more.error} onAgain={more.read} />}
      {replies?.pageInfo.hasNextPage && (
        <button type="button" className="plain replies-more" aria-busy={more.isReading} onClick={more.read}>
          <Icon name="down" size={16} />
          {left > 0 ? `${count(left)} more ${left === 1 ? "reply" : "replies"}` : "More replies"}
        </button>
      )}
    </>
  );
}
