import { Icon } from "@/components/Icon";
import { useShare } from "@/components/useShare";
import { useSignedIn } from "@/features/accounts/useSignedIn";
import { CommentVote } from "@/features/ratings/CommentVote";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { useViewer } from "@/lib/session/context";

import { CommentMenu } from "./CommentMenu";
import { DEEPEST, useThread } from "./thread";

const CommentFoot_comment = graphql(`
  fragment CommentFoot_comment on Comment {
    id
    depth
    url
    viewerCanEdit
    author {
      id
      username
    }
    ...CommentVote_comment
  }
`);

interface Props {
  comment: FragmentType<typeof CommentFoot_comment>;
  onActivity: (activity: "reply" | "edit") => void;
}

export function CommentFoot({ comment, onActivity }: Props) {
  const found = readFragment(CommentFoot_comment, comment);
  const { isOpen, title } = useThread();
  const isSignedIn = useSignedIn();
  const viewer = useViewer();
  const [share, shared] = useShare(found.url, title);
  const isMine = viewer?.user.username === found.author?.username;

  return (
    <footer className="comment-foot">
      <CommentVote comment={found} disabled={!isOpen} />
      {isOpen && found.depth < DEEPEST && (
        <button
          type="button"
          className="plain comment-act"
          data-action="reply"
          onClick={() => {
            if (isSignedIn()) onActivity("reply");
          }}
        >
          <Icon name="reply" size={16} />
          Reply
        </button>
      )}
      <button type="button" className="plain comment-act" onClick={share}>
        {shared ?? "Share"}
      </button>
      {isMine && isOpen && (
        <CommentMenu
          id={found.id}
          canEdit={found.viewerCanEdit}
          onEdit={() => {
            onActivity("edit");
          }}
        />
      )}
    </footer>
  );
}
