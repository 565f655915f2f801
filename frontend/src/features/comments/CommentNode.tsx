import { useRef, useState } from "react";

import { Prose } from "@/components/Prose";
import { PersonPicture } from "@/features/people/PersonPicture";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { count } from "@/lib/format/numbers";

import { CommentEditor } from "./CommentEditor";
import { CommentFoot } from "./CommentFoot";
import { CommentHead } from "./CommentHead";
import { FoldLine } from "./FoldLine";
import { Replies } from "./Replies";
import { ReplyComposer } from "./ReplyComposer";
import { useThread } from "./thread";
import { useArrival } from "./useArrival";
import { useNewcomer } from "./useNewcomer";
import "./comment.css";

export const CommentNode_comment = graphql(`
  fragment CommentNode_comment on Comment {
    id
    status
    statusReason
    bodyHtml
    depth
    replyCount
    author {
      id
      username
      displayName
    }
    ...CommentHead_comment
    ...CommentFoot_comment
    ...CommentEditor_comment
  }
`);

interface Props {
  comment: FragmentType<typeof CommentNode_comment>;
}

/** One comment, and below it what answers it. */
export function CommentNode({ comment }: Props) {
  const found = readFragment(CommentNode_comment, comment);
  const { id, status, statusReason, bodyHtml, depth, replyCount, author } = found;
  const { path, linked, pending } = useThread();
  const [isFolded, setIsFolded] = useState(false);
  const [lastPath, setLastPath] = useState(path);
  const [activity, setActivity] = useState<"reply" | "edit" | null>(null);
  const place = useRef<HTMLElement>(null);
  useArrival(path.at(-1) === id, place);
  const stage = useNewcomer(id, place, isFolded);
  const hasReplies = replyCount > 0 || pending.some(({ parentId }) => parentId === id);
  const name = author?.displayName ?? "somebody";
  const done = () => {
    setActivity(null);
  };

  // Whatever hides what is looked for opens.
  if (path !== lastPath) {
    setLastPath(path);
    if (path.includes(id)) setIsFolded(false);
  }
  if (isFolded) {
    return (
      <FoldLine
        name={name}
        replyCount={replyCount}
        onUnfold={() => {
          setIsFolded(false);
        }}
      />
    );
  }
  return (
    <article
      ref={place}
      id={id}
      className={`comment ${author ? "" : "gone"} ${id === linked ? "linked" : ""} ${stage ? `new ${stage}` : ""}`}
      tabIndex={-1}
      data-step
      aria-label={`Comment by ${name}`}
    >
      <div className="comment-line">
        {author ? <PersonPicture username={author.username} /> : <span className="comment-nobody" />}
        {(hasReplies || bodyHtml) && (
          <button
            type="button"
            className="plain fold"
            data-action="fold"
            aria-expanded
            aria-label={replyCount ? `Fold ${name} and ${count(replyCount)} replies` : `Fold ${name}`}
            onClick={() => {
              setIsFolded(true);
            }}
          />
        )}
      </div>
      <div>
        {author && <CommentHead comment={found} isNew={stage !== null} />}
        {!author && (
          <p className="comment-gone">
            {status === "HIDDEN"
              ? `A moderator hid this comment${statusReason ? `: ${statusReason}` : "."}`
              : `This comment was deleted.${replyCount > 0 ? " Its replies stay." : ""}`}
          </p>
        )}
        {activity === "edit" && <CommentEditor comment={found} onDone={done} />}
        {author && activity !== "edit" && bodyHtml && <Prose html={bodyHtml} small />}
        {author && activity !== "edit" && <CommentFoot comment={found} onActivity={setActivity} />}
        {activity === "reply" && <ReplyComposer parentId={id} name={name} onDone={done} />}
        {hasReplies && <Replies id={id} depth={depth} replyCount={replyCount} />}
      </div>
    </article>
  );
}
