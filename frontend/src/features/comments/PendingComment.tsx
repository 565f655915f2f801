import { Button } from "@mantine/core";
import { useState } from "react";

import { Icon } from "@/components/Icon";
import { PersonPicture } from "@/features/people/PersonPicture";
import { useViewer } from "@/lib/session/context";

import { Composer } from "./Composer";
import { useThread } from "./thread";
import type { Pending } from "./usePending";

interface Props {
  pending: Pending;
}

/** One's own words before the server has them: they stand where they will stand, and say how it is. */
export function PendingComment({ pending }: Props) {
  const { again, drop, send } = useThread();
  const viewer = useViewer();
  const [isEdited, setIsEdited] = useState(false);
  const { body, trouble, parentId } = pending;
  if (!viewer) return null;
  return (
    <article className={`comment ${trouble === null ? "sending" : ""}`} aria-label="Your comment">
      <div className="comment-line">
        <PersonPicture username={viewer.user.username} />
      </div>
      <div>
        <header className="comment-head">
          <span className="person-link">{viewer.user.displayName}</span>
          <span>{trouble === null ? "sending…" : "not sent"}</span>
        </header>
        {isEdited ? (
          <Composer
            label="Your comment"
            placeholder="Your comment"
            initial={body}
            sends="Send again"
            autoFocus
            onSend={(words) => {
              drop(pending);
              send(parentId, words);
            }}
            onLeave={() => {
              setIsEdited(false);
            }}
          />
        ) : (
          <p className="pending-words" dir="auto">
            {body}
          </p>
        )}
        {trouble !== null && !isEdited && (
          <>
            <p className="refusal row" role="alert">
              <Icon name="danger" size={16} />
              {trouble}
            </p>
            <div className="row pending-ways">
              <Button
                variant="default"
                size="xs"
                leftSection={<Icon name="again" size={15} />}
                onClick={() => {
                  again(pending);
                }}
              >
                Send again
              </Button>
              <Button
                variant="subtle"
                size="xs"
                onClick={() => {
                  setIsEdited(true);
                }}
              >
                Edit
              </Button>
            </div>
          </>
        )}
      </div>
    </article>
  );
}
