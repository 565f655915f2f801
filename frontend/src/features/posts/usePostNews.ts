import { useEffect, useState } from "react";
import { useClient } from "urql";

import { announce } from "@/components/Announcer";
import { graphql } from "@/gql";
import { count } from "@/lib/format/numbers";
import { useLive } from "@/lib/live/useLive";
import { readAnew } from "@/lib/readAnew";
import { useViewer } from "@/lib/session/context";

const PostNews = graphql(`
  subscription PostNews($filter: PostFilter, $after: Cursor) {
    postActivity(filter: $filter, after: $after) {
      __typename
      ... on Subscribed {
        cursor
      }
      ... on PostPublished {
        cursor
        post {
          id
          author {
            id
            username
          }
        }
      }
      ... on PostEdited {
        cursor
        post {
          id
          ...PostRow_post
        }
      }
      ... on PostRemoved {
        cursor
        postId
      }
      ... on Resync {
        cursor
      }
    }
  }
`);

const ListRatings = graphql(`
  subscription ListRatings($ids: [ID!]!, $after: Cursor) {
    ratingChanged(postIds: $ids, after: $after) {
      __typename
      ... on Subscribed {
        cursor
      }
      ... on PostRated {
        cursor
        postId
        score
        upvotes
        downvotes
      }
      ... on CommentRated {
        cursor
      }
      ... on Resync {
        cursor
      }
    }
  }
`);

const ListedRatings = graphql(`
  query ListedRatings($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Post {
        id
        rating {
          score
          upvotes
          downvotes
        }
      }
    }
  }
`);

/** As many as one subscription takes. */
const MOST_RATED = 100;

interface Asked {
  tag: string | undefined;
  /** What is in the list, as far as it has been read. */
  ids: readonly string[];
  read: () => Promise<unknown>;
}

/** What happens to a list of posts: its rows stay where they are, and what is new is counted until it is asked for. */
export function usePostNews({ tag, ids, read }: Asked) {
  const client = useClient();
  const viewer = useViewer();
  const [fresh, setFresh] = useState<readonly string[]>([]);
  const waiting = fresh.filter((id) => !ids.includes(id)).length;
  const words = `${count(waiting)} new ${waiting === 1 ? "post" : "posts"}`;

  useLive(
    PostNews,
    { filter: tag ? { tags: [tag] } : null },
    {
      onSubscribed: (isResumed) => (isResumed ? undefined : read()),
      onResync: read,
      onEvent: (event) => {
        if (event.__typename === "PostPublished" && event.post.author.username !== viewer?.user.username) {
          const { id } = event.post;
          setFresh((all) => [...all.filter((other) => other !== id), id]);
        }
        if (event.__typename === "PostRemoved") setFresh((all) => all.filter((id) => id !== event.postId));
      },
    },
  );
  const rated = ids.slice(0, MOST_RATED).toSorted();
  const readRatings = () => readAnew(client, ListedRatings, { ids: rated });
  useLive(ListRatings, rated.length ? { ids: rated } : null, {
    onSubscribed: (isResumed) => (isResumed ? undefined : readRatings()),
    onResync: readRatings,
  });

  useEffect(() => {
    if (waiting > 0) announce(words);
  }, [waiting, words]);

  /** Where the API says nothing, they go on waiting. */
  const show = async () => {
    const asked = fresh;
    await read();
    setFresh((all) => all.filter((id) => !asked.includes(id)));
    // The line has gone from under the focus.
    document.querySelector<HTMLElement>("[data-step]")?.focus({ preventScroll: true });
  };
  return { waiting, words, show: () => void show().catch(() => null) };
}
