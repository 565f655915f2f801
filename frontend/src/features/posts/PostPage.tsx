import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { Failed } from "@/components/Failed";
import { useTitle } from "@/components/useTitle";
import { NotFound } from "@/features/about/NotFound";
import { Thread } from "@/features/comments/Thread";
import { graphql } from "@/gql";

import { PostArticle } from "./PostArticle";
import { PostRail } from "./PostRail";
import { keepReading } from "./readings";
import "./post.css";

const route = getRouteApi("/site/posts/$slug");

const Post_query = graphql(`
  query Post($slug: String!) {
    post(slug: $slug) {
      id
      title
      commentCount
      ...PostArticle_post
      ...PostRail_post
      ...Thread_post
    }
  }
`);

export function PostPage() {
  const { slug } = route.useParams();
  const [{ data, error }, readAgain] = useQuery({ query: Post_query, variables: { slug } });
  const post = data?.post;
  useTitle(post?.title);

  useEffect(() => {
    if (post) keepReading(post.id, post.commentCount);
  }, [post]);

  if (data && !post) return <NotFound what="post" />;
  return (
    <div className="columns post-columns">
      <div>
        {post ? (
          <>
            <PostArticle post={post} />
            <div className="post-indent">
              <Thread key={post.id} post={post} slug={slug} />
            </div>
          </>
        ) : (
          <div className="post-indent post-coming">
            {error ? (
              <Failed
                what="The post"
                error={error}
                onAgain={() => {
                  readAgain({ requestPolicy: "network-only" });
                }}
              />
            ) : (
              <BoneLines lines={14} label="The post is loading" />
            )}
          </div>
        )}
      </div>
      {post && <PostRail post={post} />}
    </div>
  );
}
