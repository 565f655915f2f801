import { cacheExchange } from "@urql/exchange-graphcache";
import { Client, gql, type Operation, type OperationResult, subscriptionExchange } from "urql";
import { filter, map, pipe } from "wonka";

import { commentAdded } from "./comments";
import { keys } from "./keys";
import { lists } from "./lists";
import { told } from "./told";

const FIELDS =
  "__typename id depth status bodyHtml author { __typename id } rating { __typename score upvotes viewerVote }";
const LIST = "__typename nodes { __typename id } pageInfo { __typename hasNextPage endCursor }";

const THREAD = gql`
  query ($order: CommentOrder!) {
    post(slug: "a") {
      __typename
      id
      commentCount
      rating { __typename score upvotes viewerVote }
      comments(first: 2, orderBy: $order) { __typename nodes { ${FIELDS} } pageInfo { __typename hasNextPage endCursor } }
    }
  }
`;

const REPLIES = gql`
  query ($id: ID!, $order: CommentOrder!) {
    node(id: $id) { __typename ... on Comment { __typename id replyCount replies(first: 6, orderBy: $order) { ${LIST} } } }
  }
`;

const COMMENTS = gql`
  subscription ($postId: ID!) {
    commentActivity(postId: $postId) {
      __typename
      ... on CommentAdded {
        clientMutationId
        comment {
          ${FIELDS}
          post { __typename id commentCount }
          parent { __typename id replyCount }
        }
      }
      ... on CommentEdited { comment { ${FIELDS} } }
      ... on CommentDeleted { commentId commentCount }
    }
  }
`;

const RATINGS = gql`
  subscription {
    ratingChanged(postIds: ["post_1"]) {
      __typename
      ... on PostRated {
        postId
        score
        upvotes
        downvotes
      }
      ... on CommentRated {
        commentId
        score
        upvotes
        downvotes
      }
    }
  }
`;

export const ADD = gql`
  mutation {
    addComment(input: { postId: "post_1", body: "x" }) {
      __typename
      comment { ${FIELDS} post { __typename id commentCount } parent { __typename id replyCount } }
    }
  }
`;

const page = (...nodes: object[]) => ({
  __typename: "CommentConnection",
  nodes,
  pageInfo: { __typename: "PageInfo", hasNextPage: false, endCursor: null },
});

export const comment = (id: string, parent: { id: string; replyCount: number } | null = null, commentCount = 3) => ({
  __typename: "Comment",
  id,
  depth: parent ? 1 : 0,
  status: "VISIBLE",
  bodyHtml: "<p>words</p>",
  author: { __typename: "User", id: "user_1" },
  rating: { __typename: "Rating", score: 4, upvotes: 5, viewerVote: "UP" },
  post: { __typename: "Post", id: "post_1", commentCount },
  parent: parent && { __typename: "Comment", ...parent },
});

export const added = (of: object, clientMutationId: string | null = null) => ({
  commentActivity: { __typename: "CommentAdded", clientMutationId, comment: of },
});

interface Node {
  id: string;
  status: string;
  bodyHtml: string | null;
  author: object | null;
  rating: object;
}

interface Thread {
  post: { commentCount: number; rating: object; comments: { nodes: Node[] } };
}

interface Branch {
  node: { replyCount: number; replies: { nodes: { id: string }[] } };
}

const rating = { __typename: "Rating", score: 1, upvotes: 2, viewerVote: "DOWN" };
const post = { __typename: "Post", id: "post_1", commentCount: 2, rating };

function answer({ kind, variables }: Operation): object {
  if (kind === "mutation") return { addComment: { __typename: "AddCommentPayload", comment: comment("comment_own") } };
  const { id } = variables as { id?: string };
  if (id) return { node: { __typename: "Comment", id, replyCount: 0, replies: page() } };
  return { post: { ...post, comments: page(comment("comment_1"), comment("comment_2")) } };
}

/** A reader of a post of two comments, whose server says what it is made to say. */
export function makeReader() {
  const sinks = new Set<(event: Record<string, unknown>) => void>();
  const client = new Client({
    url: "http://localhost/graphql",
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        keys,
        possibleTypes: {},
        resolvers: lists,
        updates: { Mutation: { addComment: commentAdded }, Subscription: told },
      }),
      subscriptionExchange({
        forwardSubscription: ({ query = "" }) => ({
          subscribe: (sink) => {
            const next = (data: Record<string, unknown>) => {
              if (Object.keys(data).every((name) => query.includes(name))) sink.next({ data });
            };
            sinks.add(next);
            return { unsubscribe: () => sinks.delete(next) };
          },
        }),
      }),
      () => (operations) =>
        pipe(
          operations,
          filter(({ kind }) => kind !== "teardown"),
          map((operation): OperationResult => ({
            operation,
            data: answer(operation),
            stale: false,
            hasNext: false,
          })),
        ),
    ],
  });
  client.subscription(COMMENTS, { postId: "post_1" }).subscribe(() => null);
  client.subscription(RATINGS, {}).subscribe(() => null);

  const cached = { requestPolicy: "cache-only" } as const;
  const thread = (order = "TOP") => client.readQuery<Thread>(THREAD, { order }, cached)?.data?.post;
  return {
    client,
    open: (order = "TOP") => client.query(THREAD, { order }).toPromise(),
    say: (event: Record<string, unknown>) => {
      sinks.forEach((sink) => {
        sink(event);
      });
    },
    thread,
    ids: (order = "TOP") => thread(order)?.comments.nodes.map(({ id }) => id),
    branch: (id: string, order = "TOP") => client.readQuery<Branch>(REPLIES, { id, order }, cached)?.data?.node,
  };
}
