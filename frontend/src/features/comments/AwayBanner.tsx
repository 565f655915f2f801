import { ActionIcon, Button } from "@mantine/core";

import { Banner } from "@/components/Banner";
import { Icon } from "@/components/Icon";
import { count } from "@/lib/format/numbers";

import type { Absence } from "./useThreadNews";

interface Props {
  absence: Absence;
  onGo: () => void;
  onLeave: () => void;
}

/** It stays at the top of the window, since the reader may be anywhere in the thread. */
export function AwayBanner({ absence, onGo, onLeave }: Props) {
  const { comments, fresh } = absence;
  return (
    <div className="thread-away">
      <Banner
        kind="news"
        icon="again"
        title="You were away for a while."
        action={
          <>
            <Button variant="default" size="xs" onClick={onGo}>
              Go to the first
            </Button>
            <ActionIcon aria-label="Close" onClick={onLeave}>
              <Icon name="cross" size={16} />
            </ActionIcon>
          </>
        }
      >
        This thread has been read anew: {count(comments)} {comments === 1 ? "comment" : "comments"}, {count(fresh)} of
        them new to you.
      </Banner>
    </div>
  );
}
