import { Link } from "@tanstack/react-router";

import { Icon } from "@/components/Icon";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { count } from "@/lib/format/numbers";

import { newSince } from "./readings";

const CommentCount_post = graphql(`
  fragment CommentCount_post on Post {
    id
    slug
    commentCount
  }
`);

interface Props {
  post: FragmentType<typeof CommentCount_post>;
}

/** How many there are, and how many since this device last read them. */
export function CommentCount({ post }: Props) {
  const { id, slug, commentCount } = readFragment(CommentCount_post, post);
  const fresh = newSince(id, commentCount);
  return (
    <>
      <Link to="/posts/$slug" params={{ slug }} hash="thread" className="comment-count">
        <Icon name="comment" />
        <span className="num">{count(commentCount)}</span>
        <span className="unseen">{commentCount === 1 ? "comment" : "comments"}</span>
      </Link>
      {fresh > 0 && <span className="new-count num">{count(fresh)} new</span>}
    </>
  );
}
