import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { ConnectionBadge } from "@/components/ConnectionBadge";
import { Failed } from "@/components/Failed";
import { When } from "@/components/When";
import { PersonPicture } from "@/features/people/PersonPicture";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { useLive } from "@/lib/live/useLive";

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

/** The newest comments anywhere; while the pointer or the focus is among them, later ones wait. */
export function JustSaid() {
  const [{ data, error }, readAgain] = useQuery({ query: JustSaid_query });
  const [isRead, setIsRead] = useState(false);
  const { fresh, gone } = useSaid(readAgain);
  const [shown, setShown] = useState(fresh);
  if (!isRead && shown !== fresh) setShown(fresh);

  const known = data?.comments.nodes ?? [];
  const isShown = ({ id }: { id: string }) => shown.some((one) => one.id === id);
  const comments = [...shown, ...known.filter((one) => !isShown(one))].filter(({ id }) => !gone.has(id));
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
      {comments.slice(0, MOST).map((comment) => (
        <Said key={comment.id} comment={comment} isNew={isShown(comment)} />
      ))}
    </section>
  );
}

type Told = FragmentType<typeof JustSaid_comment> & { id: string };

/** What was said and what was taken back since the page was opened, the newest first. */
function useSaid(readAgain: (options: { requestPolicy: "network-only" }) => void) {
  const [fresh, setFresh] = useState<readonly Told[]>([]);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const read = () => {
    readAgain({ requestPolicy: "network-only" });
  };

  useLive(
    SaidAnywhere,
    {},
    {
      onSubscribed: (isResumed) => {
        if (!isResumed) read();
      },
      onResync: read,
      onEvent: (event) => {
        const id = event.__typename === "CommentAdded" ? event.comment.id : event.commentId;
        setFresh((all) => [
          ...(event.__typename === "CommentAdded" ? [event.comment] : []),
          ...all.filter((other) => other.id !== id).slice(0, MOST),
        ]);
        setGone((before) => {
          const after = new Set(before).add(id);
          if (event.__typename === "CommentAdded") after.delete(id);
          return after;
        });
      },
    },
  );
  return { fresh, gone };
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
