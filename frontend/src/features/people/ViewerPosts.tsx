import { useState } from "react";
import { useQuery } from "urql";

import { ButtonLink } from "@/components/ButtonLink";
import { Empty } from "@/components/Empty";
import { PostRows } from "@/features/posts/PostRows";
import { graphql } from "@/gql";

const Drafts_query = graphql(`
  query Drafts($after: Cursor) {
    viewer {
      drafts(first: 20, after: $after) {
        ...PostRows_posts
      }
    }
  }
`);

const Bookmarks_query = graphql(`
  query Bookmarks($after: Cursor) {
    viewer {
      bookmarks(first: 20, after: $after) {
        ...PostRows_posts
      }
    }
  }
`);

interface Props {
  what: "drafts" | "bookmarks";
}

const EMPTY = {
  drafts: (
    <Empty
      title="No drafts"
      action={
        <ButtonLink to="/write" size="xs">
          Write
        </ButtonLink>
      }
    >
      What you keep as a draft lies here until you publish it. Nobody else sees it.
    </Empty>
  ),
  bookmarks: (
    <Empty
      title="Nothing kept for later"
      action={
        <ButtonLink to="/" size="xs">
          Talk of the day
        </ButtonLink>
      }
    >
      Press the bookmark beside a post, and it waits for you here.
    </Empty>
  ),
};

/** Lists that only their owner sees. */
export function ViewerPosts({ what }: Props) {
  const [after, setAfter] = useState<string | null>(null);
  const variables = { after };
  const [drafts, readDrafts] = useQuery({ query: Drafts_query, variables, pause: what !== "drafts" });
  const [kept, readKept] = useQuery({ query: Bookmarks_query, variables, pause: what !== "bookmarks" });
  const { error, fetching } = what === "drafts" ? drafts : kept;
  return (
    <PostRows
      posts={(what === "drafts" ? drafts.data?.viewer?.drafts : kept.data?.viewer?.bookmarks) ?? null}
      error={error}
      isReading={fetching}
      onMore={setAfter}
      onAgain={() => {
        (what === "drafts" ? readDrafts : readKept)({ requestPolicy: "network-only" });
      }}
      withAuthor={what === "bookmarks"}
      empty={EMPTY[what]}
    />
  );
}
