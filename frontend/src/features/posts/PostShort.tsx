import { Link } from "@tanstack/react-router";

import { When } from "@/components/When";
import { PersonLink } from "@/features/people/PersonLink";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { count } from "@/lib/format/numbers";

import { CommentCount } from "./CommentCount";
import "./postRow.css";

const PostShort_post = graphql(`
  fragment PostShort_post on Post {
    id
    slug
    title
    createdAt
    author {
      id
      ...PersonLink_user
    }
    rating {
      score
    }
    ...CommentCount_post
  }
`);

interface Props {
  post: FragmentType<typeof PostShort_post>;
}

/** A post in two lines, beside something else. */
export function PostShort({ post }: Props) {
  const found = readFragment(PostShort_post, post);
  return (
    <article className="post-row short">
      <div>
        <h3>
          <Link to="/posts/$slug" params={{ slug: found.slug }} dir="auto">
            {found.title}
          </Link>
        </h3>
        <div className="meta">
          <PersonLink user={found.author} />
          <span className="dotted">
            <When at={found.createdAt} ago />
          </span>
          <span className="dotted">
            <span className="num">{count(found.rating.score)}</span>{" "}
            {Math.abs(found.rating.score) === 1 ? "vote" : "votes"}
          </span>
        </div>
      </div>
      <div className="post-row-side">
        <CommentCount post={found} />
      </div>
    </article>
  );
}
