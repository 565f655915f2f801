import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { ButtonLink } from "@/components/ButtonLink";
import { Empty } from "@/components/Empty";
import { Failed } from "@/components/Failed";
import { useTitle } from "@/components/useTitle";
import { NotFound } from "@/features/about/NotFound";
import { NeedsSignIn } from "@/features/accounts/NeedsSignIn";
import { graphql } from "@/gql";
import { useViewer } from "@/lib/session/context";

import { PostEditor } from "./PostEditor";

const route = getRouteApi("/site/posts/$slug/edit");

const Edit_query = graphql(`
  query Edit($slug: String!) {
    post(slug: $slug) {
      id
      viewerCanEdit
      ...PostEditor_post
    }
  }
`);

export function EditPage() {
  const { slug } = route.useParams();
  const viewer = useViewer();
  const [{ data, error, stale }, readAgain] = useQuery({ query: Edit_query, variables: { slug } });
  useTitle("Edit");

  if (!viewer) return <NeedsSignIn>Only its author edits a post.</NeedsSignIn>;
  // What the cache holds may be older than what is there: an edit begins from the newest.
  if (!data || (stale && !error)) {
    return (
      <div className="wrap writer-page">
        {error ? (
          <Failed
            what="The post"
            error={error}
            onAgain={() => {
              readAgain({ requestPolicy: "network-only" });
            }}
          />
        ) : (
          <BoneLines lines={10} label="The post is loading" />
        )}
      </div>
    );
  }
  if (!data.post) return <NotFound what="post" />;
  if (!data.post.viewerCanEdit) {
    return (
      <div className="wrap">
        <Empty
          title="This post is not yours to edit"
          alone
          action={
            <ButtonLink to="/posts/$slug" params={{ slug }} variant="default">
              Read it
            </ButtonLink>
          }
        >
          Only its author edits a post, and nobody while it is locked.
        </Empty>
      </div>
    );
  }
  return <PostEditor key={data.post.id} post={data.post} slug={slug} />;
}
