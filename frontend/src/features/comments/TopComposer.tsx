import { useMediaQuery } from "@mantine/hooks";
import { useLocation } from "@tanstack/react-router";

import { ButtonLink } from "@/components/ButtonLink";
import { Empty } from "@/components/Empty";
import { PersonPicture } from "@/features/people/PersonPicture";
import { readKept } from "@/lib/kept";
import { useViewer } from "@/lib/session/context";

import { Composer } from "./Composer";
import { useThread } from "./thread";

interface Props {
  postId: string;
  isLocked: boolean;
  isFirst: boolean;
}

/** Where a thread is begun or joined. */
export function TopComposer({ postId, isLocked, isFirst }: Props) {
  const viewer = useViewer();
  const { href } = useLocation();
  const { isOpen, send } = useThread();
  const isPhone = useMediaQuery("(max-width: 37.49em)", matchMedia("(max-width: 37.49em)").matches);

  const draft = `comment:${postId}`;
  const hasWords = readKept(draft) !== null;

  if (!isOpen && !hasWords) return isLocked ? <Closed /> : null;
  return (
    <>
      {isLocked && <Closed />}
      {isFirst && (
        <Empty title="Nobody has said anything yet">
          The first comment sets the tone. Ask what you did not understand, or add what you know.
        </Empty>
      )}
      {viewer ? (
        <div className="top-composer">
          <PersonPicture username={viewer.user.username} />
          <Composer
            label="Your comment"
            placeholder={
              isFirst
                ? "Say the first thing…"
                : isPhone
                  ? "Add to the conversation"
                  : "Add to the conversation. Markdown works, $ETH becomes a coin, @name calls somebody."
            }
            draft={draft}
            sends="Comment"
            onSend={(body) => {
              send(null, body);
            }}
          />
        </div>
      ) : (
        <p className="composer-closed">
          <ButtonLink to="/sign-in" search={{ next: href }} variant="default" size="xs">
            Sign in
          </ButtonLink>{" "}
          to join the conversation.
        </p>
      )}
    </>
  );
}

function Closed() {
  return <p className="composer-closed">Comments are closed.</p>;
}
