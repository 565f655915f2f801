import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { Failed } from "@/components/Failed";
import { When } from "@/components/When";
import { PersonPicture } from "@/features/people/PersonPicture";
import { type FragmentType, graphql, readFragment } from "@/gql";

import { plainWords } from "./plainWords";
import "./justSaid.css";

const JustSaid_query = graphql(`
  query JustSaid {
    comments(first: 10) {
      nodes {
        id
        ...JustSaid_comment
      }
    }
  }
`);

const JustSaid_comment = graphql(`
  fragment JustSaid_comment on Comment {
    id
    bodyHtml
    createdAt
    author {
      id
      username
      displayName
    }
    post {
      id
      slug
      title
    }
  }
`);

export function JustSaid() {
  const [{ data, error }, readAgain] = useQuery({ query: JustSaid_query });
  return (
    <section className="sheet">
      <h2 className="sheet-head">Just said</h2>
      {!data && (
        <div className="sheet-body">
          {error ? (
            <Failed
              what="The newest comments"
              error={error}
              onAgain={() => {
                readAgain({ requestPolicy: "network-only" });
              }}
            />
          ) : (
            <BoneLines lines={12} label="The newest comments are loading" />
          )}
        </div>
      )}
      {data?.comments.nodes.length === 0 && <p className="sheet-body quiet">Nobody has said anything yet.</p>}
      {data?.comments.nodes.map((comment) => (
        <Said key={comment.id} comment={comment} />
      ))}
    </section>
  );
}

function Said({ comment }: { comment: FragmentType<typeof JustSaid_comment> }) {
  const { id, bodyHtml, createdAt, author, post } = readFragment(JustSaid_comment, comment);
  if (!author || !bodyHtml) return null;
  return (
    <Link className="said" to="/posts/$slug" params={{ slug: post.slug }} hash={id}>
      <PersonPicture username={author.username} size={26} />
      <span className="said-who">
        {author.displayName} <When at={createdAt} />
      </span>
      <span className="said-words" dir="auto">
        {plainWords(bodyHtml)}
      </span>
      <span className="said-in" dir="auto">
        in {post.title}
      </span>
    </Link>
  );
}
