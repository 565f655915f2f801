import { graphql } from "@/gql";

export const CommentNews = graphql(`
  subscription CommentNews($postId: ID!, $after: Cursor) {
    commentActivity(postId: $postId, after: $after) {
      __typename
      ... on Subscribed {
        cursor
      }
      ... on CommentAdded {
        cursor
        commentCount
        clientMutationId
        comment {
          id
          createdAt
          post {
            id
            commentCount
          }
          parent {
            id
            replyCount
          }
          author {
            id
            username
          }
          ...CommentNode_comment
        }
      }
      ... on CommentEdited {
        cursor
        comment {
          id
          ...CommentNode_comment
        }
      }
      ... on CommentDeleted {
        cursor
        commentId
        commentCount
      }
      ... on Resync {
        cursor
      }
    }
  }
`);

export const ThreadRatings = graphql(`
  subscription ThreadRatings($postId: ID!, $after: Cursor) {
    ratingChanged(postIds: [$postId], after: $after) {
      __typename
      ... on Subscribed {
        cursor
      }
      ... on PostRated {
        cursor
        postId
        score
        upvotes
        downvotes
      }
      ... on CommentRated {
        cursor
        commentId
        score
        upvotes
        downvotes
      }
      ... on Resync {
        cursor
      }
    }
  }
`);

/** No filter is as narrow as one post: of its author's others little is asked. */
export const PostNews = graphql(`
  subscription PostOfThread($author: String!, $after: Cursor) {
    postActivity(filter: { author: $author }, after: $after) {
      __typename
      ... on Subscribed {
        cursor
      }
      ... on PostPublished {
        cursor
        post {
          id
          status
          statusReason
        }
      }
      ... on PostEdited {
        cursor
        post {
          id
          title
          ...PostArticle_post
          ...PostRail_post
          ...Thread_post
        }
      }
      ... on PostRemoved {
        cursor
        postId
      }
      ... on Resync {
        cursor
      }
    }
  }
`);
