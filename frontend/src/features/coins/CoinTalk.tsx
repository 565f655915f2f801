import { useQuery } from "urql";

import { ButtonLink } from "@/components/ButtonLink";
import { Empty } from "@/components/Empty";
import { Failed } from "@/components/Failed";
import { PostBones } from "@/features/posts/PostBones";
import { PostShort } from "@/features/posts/PostShort";
import { graphql } from "@/gql";
import { count } from "@/lib/format/numbers";

const CoinTalk_query = graphql(`
  query CoinTalk($slug: String!) {
    coin(slug: $slug) {
      id
      posts(first: 10) {
        totalCount
        nodes {
          id
          ...PostShort_post
        }
      }
    }
  }
`);

interface Props {
  slug: string;
  name: string | undefined;
}

/** What is said about the coin, the newest first. */
export function CoinTalk({ slug, name }: Props) {
  const [{ data, error }, readAgain] = useQuery({ query: CoinTalk_query, variables: { slug } });
  const posts = data?.coin?.posts;
  return (
    <section className="coin-talk">
      <div className="coin-talk-head">
        <h2 className="section-title">Talk about {name ?? "it"}</h2>
        {posts && posts.totalCount > 0 && (
          <span className="quiet">{posts.totalCount === 1 ? "1 post" : `${count(posts.totalCount)} posts`}</span>
        )}
      </div>
      {!posts && !error && <PostBones rows={3} />}
      {!posts && error && (
        <Failed
          what="The posts"
          error={error}
          onAgain={() => {
            readAgain({ requestPolicy: "network-only" });
          }}
        />
      )}
      {posts?.nodes.length === 0 && (
        <Empty
          title="Nobody has written about it yet"
          action={
            <ButtonLink to="/write" size="xs">
              Write the first post
            </ButtonLink>
          }
        >
          A post that names the coin, as $BTC names Bitcoin, stands here.
        </Empty>
      )}
      {posts?.nodes.map((post) => (
        <PostShort key={post.id} post={post} />
      ))}
    </section>
  );
}
