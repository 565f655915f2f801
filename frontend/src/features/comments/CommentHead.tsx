import { When } from "@/components/When";
import { PersonLink } from "@/features/people/PersonLink";
import { RoleBadge } from "@/features/people/RoleBadge";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { instantOf } from "@/lib/format/times";

import { useThread } from "./thread";

const CommentHead_comment = graphql(`
  fragment CommentHead_comment on Comment {
    id
    createdAt
    editedAt
    author {
      id
      ...PersonLink_user
      ...RoleBadge_user
    }
  }
`);

interface Props {
  comment: FragmentType<typeof CommentHead_comment>;
  isNew: boolean;
}

export function CommentHead({ comment, isNew }: Props) {
  const { author, createdAt, editedAt } = readFragment(CommentHead_comment, comment);
  const { author: writer } = useThread();
  if (!author) return null;
  return (
    <header className="comment-head">
      <PersonLink user={author} />
      <RoleBadge user={author} author={writer} />
      <When at={createdAt} />
      {editedAt && <span title={instantOf(editedAt)}>· edited</span>}
      {isNew && <span className="comment-new">new</span>}
    </header>
  );
}
