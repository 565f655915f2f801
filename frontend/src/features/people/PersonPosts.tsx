import { useState } from "react";
import { useQuery } from "urql";

import { Empty } from "@/components/Empty";
import { PostRows } from "@/features/posts/PostRows";
import { graphql } from "@/gql";

const PersonPosts_query = graphql(`
  query PersonPosts($username: String!, $after: Cursor) {
    user(username: $username) {
      id
      posts(first: 20, after: $after) {
        ...PostRows_posts
      }
    }
  }
`);

interface Props {
  username: string;
  name: string;
}

export function PersonPosts({ username, name }: Props) {
  const [after, setAfter] = useState<string | null>(null);
  const [result, readAgain] = useQuery({ query: PersonPosts_query, variables: { username, after } });
  return (
    <PostRows
      posts={result.data?.user?.posts ?? null}
      error={result.error}
      isReading={result.fetching}
      onMore={setAfter}
      onAgain={() => {
        readAgain({ requestPolicy: "network-only" });
      }}
      withAuthor={false}
      empty={<Empty title="No posts yet">{name} has not begun a conversation here.</Empty>}
    />
  );
}
