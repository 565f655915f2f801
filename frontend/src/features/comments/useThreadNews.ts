import { useMemo, useState } from "react";
import { type Client, useClient } from "urql";

import { announce } from "@/components/Announcer";
import { graphql, readFragment } from "@/gql";
import type { CommentOrder } from "@/gql/graphql";
import { useLive } from "@/lib/live/useLive";
import { useViewer } from "@/lib/session/context";

import type { Newcomers } from "./newcomers";
import { CommentNews, PostNews, ThreadRatings } from "./news";
import { newReplies } from "./newReplies";
import { together } from "./together";
import { saidIn, thread, WholeThread_post } from "./wholeThread";

/** The post, and the thread in one answer with it. */
const ThreadAnew = graphql(`
  query ThreadAnew($slug: String!, $first: Int!, $order: CommentOrder!, $a: Int!, $b: Int!, $c: Int!) {
    post(slug: $slug) {
      id
      title
      ...PostArticle_post
      ...PostRail_post
      ...Thread_post
      ...WholeThread_post
    }
  }
`);

type Variables = ReturnType<typeof thread>;

/** All that is followed begins at about the same time: one reading is for all. */
const PAUSE = 50;

interface Asked {
  postId: string;
  slug: string;
  author: string;
  order: CommentOrder;
  commentCount: number;
  newcomers: Newcomers;
  /** A comment has come that was sent under this name. */
  onTaken: (name: string) => void;
}

/** What a reader finds who was away for so long that all had to be read anew. */
export interface Absence {
  comments: number;
  fresh: number;
}

/** Follows the post and its thread. What comes is in the cache by itself; here is what it means to the reader. */
export function useThreadNews({ postId, slug, author, order, commentCount, newcomers, onTaken }: Asked) {
  const client = useClient();
  const viewer = useViewer();
  const [absence, setAbsence] = useState<Absence | null>(null);

  const readTogether = useMemo(() => together((asked: Variables) => readPost(client, asked), PAUSE), [client]);
  const readAnew = () => readTogether(thread(slug, order));
  const reading = {
    onSubscribed: (isResumed: boolean) => (isResumed ? undefined : readAnew()),
    onResync: readAnew,
  };

  const isNews = (id: string, by: { username: string } | null | undefined): boolean =>
    !!by && by.username !== viewer?.user.username && newcomers.add({ id, username: by.username });

  useLive(
    CommentNews,
    { postId },
    {
      ...reading,
      onResync: async () => {
        const post = await readAnew();
        if (!post) return;
        const found = saidIn(post).filter(({ id, author: by }) => isNews(id, by));
        const { commentCount: comments } = readFragment(WholeThread_post, post);
        const fresh = Math.max(found.length, comments - commentCount);
        if (fresh > 0) setAbsence({ comments, fresh });
      },
      onEvent: (event) => {
        if (event.__typename === "CommentAdded") {
          if (event.clientMutationId) onTaken(event.clientMutationId);
          if (isNews(event.comment.id, event.comment.author)) announce(newReplies(newcomers.unseen));
        } else if (event.__typename === "CommentDeleted") newcomers.drop(event.commentId);
      },
    },
  );
  useLive(ThreadRatings, { postId }, reading);
  useLive(
    PostNews,
    { author },
    {
      ...reading,
      onEvent: (event) => {
        // Whether there is nothing left of it, or a moderator still reads it, only the answer says.
        if (event.__typename === "PostRemoved" && event.postId === postId) void readAnew().catch(() => null);
      },
    },
  );

  return {
    absence,
    leaveAbsence: () => {
      setAbsence(null);
    },
  };
}

async function readPost(client: Client, variables: Variables) {
  const { data, error } = await client.query(ThreadAnew, variables, { requestPolicy: "network-only" });
  if (error) throw error;
  return data?.post ?? null;
}
