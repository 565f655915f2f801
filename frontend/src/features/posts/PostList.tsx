import { useState } from "react";
import { useClient, useQuery } from "urql";

import { ButtonLink } from "@/components/ButtonLink";
import { Empty } from "@/components/Empty";
import { NewLine } from "@/components/NewLine";
import { graphql } from "@/gql";
import type { PostOrderField } from "@/gql/graphql";
import { readAnew } from "@/lib/readAnew";

import { PostRows } from "./PostRows";
import { usePostNews } from "./usePostNews";

const Posts_query = graphql(`
  query Posts($after: Cursor, $orderBy: PostOrder!, $filter: PostFilter) {
    posts(first: 20, after: $after, orderBy: $orderBy, filter: $filter) {
      nodes {
        id
      }
      ...PostRows_posts
    }
  }
`);

function asked(field: PostOrderField, tag: string | undefined) {
  return { orderBy: { field, direction: "DESC" as const }, filter: tag ? { tags: [tag] } : null };
}

interface Props {
  field: PostOrderField;
  tag: string | undefined;
}

export function PostList({ field, tag }: Props) {
  const client = useClient();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, readAgain] = useQuery({
    query: Posts_query,
    variables: { after, ...asked(field, tag) },
  });
  const readTop = () => readAnew(client, Posts_query, { after: null, ...asked(field, tag) });
  const { waiting, words, show } = usePostNews({
    tag,
    ids: data?.posts.nodes.map(({ id }) => id) ?? [],
    read: readTop,
  });
  return (
    <>
      {waiting > 0 && <NewLine words={words} onShow={show} />}
      <PostRows
        posts={data?.posts ?? null}
        error={error}
        isReading={fetching}
        onMore={setAfter}
        onAgain={() => {
          readAgain({ requestPolicy: "network-only" });
        }}
        withLead={field === "HOT"}
        empty={tag ? <NothingTagged tag={tag} /> : <NothingYet />}
      />
    </>
  );
}

function NothingTagged({ tag }: { tag: string }) {
  return (
    <Empty
      title={`Nothing about #${tag}`}
      action={
        <ButtonLink to="/" variant="default" size="xs">
          Take the filters away
        </ButtonLink>
      }
    >
      Nobody has written under this tag, or the link lost a letter on its way.
    </Empty>
  );
}

function NothingYet() {
  return (
    <Empty
      title="Nobody has written anything yet"
      action={
        <ButtonLink to="/write" size="xs">
          Write the first post
        </ButtonLink>
      }
    >
      The first post sets the tone. Say what you have found out, or ask what you did not understand.
    </Empty>
  );
}
