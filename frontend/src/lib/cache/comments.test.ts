import { cacheExchange } from "@urql/exchange-graphcache";
import { Client, gql, type Operation, type OperationResult } from "urql";
import { expect, test } from "vitest";
import { filter, map, merge, pipe, share } from "wonka";

import { commentAdded } from "./comments";
import { keys } from "./keys";
import { lists } from "./lists";

const THREAD = gql`
  query ($first: Int!, $order: CommentOrder!) {
    post(slug: "a") {
      __typename
      id
      comments(first: $first, orderBy: $order) {
        __typename
        nodes {
          __typename
          id
        }
        pageInfo {
          __typename
          hasNextPage
          endCursor
        }
      }
    }
  }
`;

const REPLIES = gql`
  query ($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Comment {
        replies(first: 3) {
          __typename
          nodes {
            __typename
            id
          }
          pageInfo {
            __typename
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`;

const ADD = gql`
  mutation ($parentId: ID) {
    addComment(input: { postId: "post_1", body: "x", parentId: $parentId }) {
      __typename
      comment {
        __typename
        id
        post {
          __typename
          id
        }
        parent {
          __typename
          id
        }
      }
    }
  }
`;

const page = (...ids: string[]) => ({
  __typename: "CommentConnection",
  nodes: ids.map((id) => ({ __typename: "Comment", id })),
  pageInfo: { __typename: "PageInfo", hasNextPage: false, endCursor: null },
});

/** A client whose server knows one post, two comments and one reply. */
function makeClient() {
  let added = 0;
  const answer = ({ kind, query, variables }: Operation): object => {
    const { parentId = null, id } = variables as { parentId?: string | null; id?: string };
    if (kind === "mutation") {
      const parent = parentId ? { __typename: "Comment", id: parentId } : null;
      const comment = {
        __typename: "Comment",
        id: `comment_new${++added}`,
        post: { __typename: "Post", id: "post_1" },
        parent,
      };
      return { addComment: { __typename: "AddCommentPayload", comment } };
    }
    if (query === REPLIES || id) return { node: { __typename: "Comment", id, replies: page("comment_r") } };
    return { post: { __typename: "Post", id: "post_1", comments: page("comment_1", "comment_2") } };
  };
  return new Client({
    url: "http://localhost/graphql",
    preferGetMethod: false,
    exchanges: [
      cacheExchange({ keys, resolvers: lists, updates: { Mutation: { addComment: commentAdded } } }),
      () => (operations) => {
        const shared = pipe(operations, share);
        return merge([
          pipe(
            shared,
            filter(({ kind }) => kind !== "teardown"),
            map((operation): OperationResult => ({
              operation,
              data: answer(operation),
              stale: false,
              hasNext: false,
            })),
          ),
        ]);
      },
    ],
  });
}

interface Nodes {
  nodes: { id: string }[];
}

const idsOf = ({ nodes }: Nodes) => nodes.map(({ id }) => id);

test("a comment on the post stands first in each order that is there", async () => {
  const client = makeClient();
  for (const order of ["TOP", "NEWEST"]) await client.query(THREAD, { first: 2, order });

  await client.mutation(ADD, {});

  for (const order of ["TOP", "NEWEST"]) {
    const read = client.readQuery<{ post: { comments: Nodes } }>(THREAD, { first: 2, order });
    expect(read?.data && idsOf(read.data.post.comments)).toEqual(["comment_new1", "comment_1", "comment_2"]);
  }
});

test("a reply stands last below what it answers, and nowhere else", async () => {
  const client = makeClient();
  await client.query(THREAD, { first: 2, order: "TOP" });
  await client.query(REPLIES, { id: "comment_1" });

  await client.mutation(ADD, { parentId: "comment_1" });

  const thread = client.readQuery<{ post: { comments: Nodes } }>(THREAD, { first: 2, order: "TOP" });
  const replies = client.readQuery<{ node: { replies: Nodes } }>(REPLIES, { id: "comment_1" });
  expect(thread?.data && idsOf(thread.data.post.comments)).toEqual(["comment_1", "comment_2"]);
  expect(replies?.data && idsOf(replies.data.node.replies)).toEqual(["comment_r", "comment_new1"]);
});
