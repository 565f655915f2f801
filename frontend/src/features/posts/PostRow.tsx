import { Link } from "@tanstack/react-router";

import { When } from "@/components/When";
import { CoinChip } from "@/features/coins/CoinChip";
import { PersonLink } from "@/features/people/PersonLink";
import { PostVote } from "@/features/ratings/PostVote";
import { type FragmentType, graphql, readFragment } from "@/gql";

import { CommentCount } from "./CommentCount";
import { TagLink } from "./TagLink";
import "./postRow.css";

export const PostRow_post = graphql(`
  fragment PostRow_post on Post {
    id
    slug
    title
    preview
    status
    createdAt
    author {
      id
      ...PersonLink_user
    }
    tags {
      id
      name
    }
    coins {
      id
      ...CoinChip_coin
    }
    ...PostVote_post
    ...CommentCount_post
  }
`);

interface Props {
  post: FragmentType<typeof PostRow_post>;
  /** Set large, as the first of the hot ones is. */
  lead?: boolean;
  /** On the author's own page the name says nothing. */
  withAuthor?: boolean;
}

export function PostRow({ post, lead = false, withAuthor = true }: Props) {
  const found = readFragment(PostRow_post, post);
  const isDraft = found.status === "DRAFT";
  return (
    <article className={`post-row ${lead ? "lead" : ""}`} tabIndex={-1} data-step>
      <PostVote post={found} upright />
      <div>
        <h2>
          {isDraft ? (
            <Link to="/posts/$slug/edit" params={{ slug: found.slug }} dir="auto">
              {found.title}
            </Link>
          ) : (
            <Link to="/posts/$slug" params={{ slug: found.slug }} dir="auto">
              {found.title}
            </Link>
          )}
        </h2>
        <p className="post-row-lede" dir="auto">
          {found.preview}
        </p>
        <div className="meta">
          {withAuthor && <PersonLink user={found.author} picture={20} />}
          <span className={withAuthor ? "dotted" : ""}>
            {isDraft ? "begun " : ""}
            <When at={found.createdAt} ago />
          </span>
          <span className="post-row-tags">
            {found.tags.slice(0, 3).map(({ id, name }) => (
              <TagLink key={id} name={name} />
            ))}
          </span>
          <span className="post-row-coins">
            {found.coins.slice(0, 2).map((coin) => (
              <CoinChip key={coin.id} coin={coin} />
            ))}
          </span>
        </div>
      </div>
      <div className="post-row-side">
        <span className="post-row-vote">
          <PostVote post={found} />
        </span>
        <CommentCount post={found} />
      </div>
    </article>
  );
}
