import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { CombinedError } from "urql";

import { Failed } from "@/components/Failed";
import { type FragmentType, graphql, readFragment } from "@/gql";

import { PostBones } from "./PostBones";
import { PostRow } from "./PostRow";
import "./home.css";

const PostRows_posts = graphql(`
  fragment PostRows_posts on PostConnection {
    nodes {
      id
      ...PostRow_post
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`);

interface Props {
  /** Null until they come. */
  posts: FragmentType<typeof PostRows_posts> | null;
  error: CombinedError | undefined;
  isReading: boolean;
  onMore: (after: string | null) => void;
  onAgain: () => void;
  empty: ReactNode;
  withLead?: boolean;
  withAuthor?: boolean;
}

/** Posts in a constant rhythm, with every state that a list has. */
export function PostRows(props: Props) {
  const { error, isReading, onMore, onAgain, empty, withLead = false, withAuthor = true } = props;
  const posts = readFragment(PostRows_posts, props.posts);
  if (!posts) return error ? <Failed what="The posts" error={error} onAgain={onAgain} /> : <PostBones rows={6} />;
  if (posts.nodes.length === 0) return empty;
  const { hasNextPage, endCursor } = posts.pageInfo;
  return (
    <div className="post-rows">
      {posts.nodes.map((post, index) => (
        <PostRow key={post.id} post={post} lead={withLead && index === 0} withAuthor={withAuthor} />
      ))}
      {error && <Failed what="The next posts" error={error} onAgain={onAgain} />}
      {hasNextPage && (
        <div className="post-rows-more">
          <Button
            variant="default"
            loading={isReading}
            onClick={() => {
              onMore(endCursor ?? null);
            }}
          >
            Older posts
          </Button>
        </div>
      )}
    </div>
  );
}
