import { type FragmentType, graphql, readFragment } from "@/gql";
import type { CommentOrder } from "@/gql/graphql";
import { REPLIES } from "@/lib/cache/branches";

import { CommentNode_comment } from "./CommentNode";

export const PAGE = 12;

/** The top of the thread and the beginnings of its branches. */
export const WholeThread_post = graphql(`
  fragment WholeThread_post on Post {
    id
    commentCount
    comments(first: $first, orderBy: $order) {
      nodes {
        id
        ...CommentNode_comment
        replies(first: $a, orderBy: $order) {
          nodes {
            id
            ...CommentNode_comment
            replies(first: $b, orderBy: $order) {
              nodes {
                id
                ...CommentNode_comment
                replies(first: $c, orderBy: $order) {
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
              pageInfo {
                hasNextPage
                endCursor
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export function thread(slug: string, order: CommentOrder) {
  const [a, b, c] = REPLIES;
  return { slug, first: PAGE, order, a, b, c };
}

interface Said {
  id: string;
  author?: { username: string } | null | undefined;
}

type Node = FragmentType<typeof CommentNode_comment> & { replies?: { nodes: readonly Node[] } };

/** Every comment that was read, as it is read on the page: each before its replies. */
export function saidIn(post: FragmentType<typeof WholeThread_post>): Said[] {
  return readFragment(WholeThread_post, post).comments.nodes.flatMap(withReplies);
}

function withReplies(node: Node): Said[] {
  return [readFragment(CommentNode_comment, node), ...(node.replies?.nodes ?? []).flatMap(withReplies)];
}
