import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { Empty } from "@/components/Empty";
import { Failed } from "@/components/Failed";
import { Prose } from "@/components/Prose";
import { When } from "@/components/When";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { count } from "@/lib/format/numbers";

const PersonComments_query = graphql(`
  query PersonComments($username: String!, $after: Cursor) {
    user(username: $username) {
      id
      comments(first: 20, after: $after) {
        nodes {
          id
          ...PersonComment_comment
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const PersonComment_comment = graphql(`
  fragment PersonComment_comment on Comment {
    id
    bodyHtml
    createdAt
    rating {
      score
    }
    post {
      id
      slug
      title
    }
  }
`);

interface Props {
  username: string;
  name: string;
}

export function PersonComments({ username, name }: Props) {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, readAgain] = useQuery({
    query: PersonComments_query,
    variables: { username, after },
  });
  const comments = data?.user?.comments;
  const failed = error && (
    <Failed
      what="The comments"
      error={error}
      onAgain={() => {
        readAgain({ requestPolicy: "network-only" });
      }}
    />
  );
  if (!comments) return failed ?? <BoneLines lines={10} label="Comments are loading" />;
  if (comments.nodes.length === 0) return <Empty title="No comments yet">{name} has not answered anybody here.</Empty>;
  return (
    <>
      {comments.nodes.map((comment) => (
        <PersonComment key={comment.id} comment={comment} />
      ))}
      {failed}
      {comments.pageInfo.hasNextPage && (
        <Button
          className="person-more"
          variant="default"
          loading={fetching}
          onClick={() => {
            setAfter(comments.pageInfo.endCursor ?? null);
          }}
        >
          Older comments
        </Button>
      )}
    </>
  );
}

function PersonComment({ comment }: { comment: FragmentType<typeof PersonComment_comment> }) {
  const { id, bodyHtml, createdAt, rating, post } = readFragment(PersonComment_comment, comment);
  return (
    <article className="person-comment">
      <p className="meta">
        <span>
          in{" "}
          <Link to="/posts/$slug" params={{ slug: post.slug }} hash={id} dir="auto">
            {post.title}
          </Link>
        </span>
        <span className="dotted">
          <When at={createdAt} ago />
        </span>
        <span className="dotted">
          <span className="num">{count(rating.score)}</span> {Math.abs(rating.score) === 1 ? "vote" : "votes"}
        </span>
      </p>
      {bodyHtml && <Prose html={bodyHtml} small />}
    </article>
  );
}
