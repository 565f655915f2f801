import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useClient, useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { ConnectionBadge } from "@/components/ConnectionBadge";
import { Failed } from "@/components/Failed";
import { When } from "@/components/When";
import { PersonPicture } from "@/features/people/PersonPicture";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { useLive } from "@/lib/live/useLive";
import { readAnew } from "@/lib/readAnew";

import { plainWords } from "./plainWords";
import "./justSaid.css";

const JustSaid_query = graphql(`
  query JustSaid {
    comments(first: 10) {
      nodes {
        id
        ...JustSaid_comment
      }
    }
  }
`);

const JustSaid_comment = graphql(`
  fragment JustSaid_comment on Comment {
    id
    bodyHtml
    createdAt
    author {
      id
      username
      displayName
    }
    post {
      id
      slug
      title
    }
  }
`);

const SaidAnywhere = graphql(`
  subscription SaidAnywhere($after: Cursor) {
    commentPublished(after: $after) {
      __typename
      ... on Subscribed {
        cursor
      }
      ... on CommentAdded {
        cursor
        commentCount
        comment {
          id
          post {
            id
            commentCount
          }
          ...JustSaid_comment
        }
      }
      ... on CommentDeleted {
        cursor
        commentId
        commentCount
      }
      ... on Resync {
        cursor
      }
    }
  }
`);

const MOST = 10;
/** Many go at once where their post does: one reading fills up what they leave. */
const PAUSE = 1_000;

/** The newest comments anywhere; while the pointer or the focus is among them, later ones wait. */
export function JustSaid() {
  const [{ data, error }, readAgain] = useQuery({ query: JustSaid_query });
  const [isRead, setIsRead] = useState(false);
  const fresh = useSaid();
  const [shown, setShown] = useState(fresh);
  if (!isRead && shown !== fresh) setShown(fresh);

  const isShown = ({ id }: { id: string }) => shown.some((one) => one.id === id);
  const comments = [...shown, ...(data?.comments.nodes ?? []).filter((one) => !isShown(one))]
    .map((comment) => ({ comment, said: readFragment(JustSaid_comment, comment) }))
    .filter(({ said }) => said.author !== null)
    .toSorted((one, other) => other.said.createdAt.localeCompare(one.said.createdAt))
    .slice(0, MOST);
  const stay = () => {
    setIsRead(true);
  };
  const leave = () => {
    setIsRead(false);
  };

  return (
    <section className="sheet" onMouseEnter={stay} onMouseLeave={leave} onFocus={stay} onBlur={leave}>
      <h2 className="sheet-head">
        Just said
        <span className="more">
          <ConnectionBadge isShort />
        </span>
      </h2>
      {!data && (
        <div className="sheet-body">
          {error ? (
            <Failed
              what="The newest comments"
              error={error}
              onAgain={() => {
                readAgain({ requestPolicy: "network-only" });
              }}
            />
          ) : (
            <BoneLines lines={12} label="The newest comments are loading" />
          )}
        </div>
      )}
      {data && comments.length === 0 && <p className="sheet-body quiet">Nobody has said anything yet.</p>}
      {comments.map(({ comment, said }) => (
        <Said key={said.id} comment={comment} isNew={isShown(said)} />
      ))}
    </section>
  );
}

type Told = FragmentType<typeof JustSaid_comment> & { id: string };

/** What has been said since the list was read, the newest first. */
function useSaid(): readonly Told[] {
  const client = useClient();
  const [fresh, setFresh] = useState<readonly Told[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );

  const read = async () => {
    await readAnew(client, JustSaid_query, {});
    setFresh([]);
  };

  useLive(
    SaidAnywhere,
    {},
    {
      onSubscribed: (isResumed) => (isResumed ? undefined : read()),
      onResync: read,
      onEvent: (event) => {
        if (event.__typename === "CommentAdded") {
          const { comment } = event;
          setFresh((all) => [comment, ...all.filter(({ id }) => id !== comment.id)].slice(0, MOST));
          return;
        }
        setFresh((all) => all.filter(({ id }) => id !== event.commentId));
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void read().catch(() => null), PAUSE);
      },
    },
  );
  return fresh;
}

interface SaidProps {
  comment: FragmentType<typeof JustSaid_comment>;
  isNew: boolean;
}

function Said({ comment, isNew }: SaidProps) {
  const { id, bodyHtml, createdAt, author, post } = readFragment(JustSaid_comment, comment);
  if (!author || !bodyHtml) return null;
  return (
    <Link className={`said ${isNew ? "new" : ""}`} to="/posts/$slug" params={{ slug: post.slug }} hash={id}>
      <PersonPicture username={author.username} size={26} />
      <span className="said-who">
        {author.displayName} <When at={createdAt} />
      </span>
      <span className="said-words" dir="auto">
        {plainWords(bodyHtml)}
      </span>
      <span className="said-in" dir="auto">
        in {post.title}
      </span>
    </Link>
  );
}
