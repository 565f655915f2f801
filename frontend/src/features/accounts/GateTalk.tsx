import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { PersonPicture } from "@/features/people/PersonPicture";
import { graphql } from "@/gql";

const GateTalk_query = graphql(`
  query GateTalk {
    posts(first: 3, orderBy: { field: RATING, direction: DESC }) {
      nodes {
        id
        slug
        title
        preview
        author {
          id
          username
          displayName
        }
      }
    }
  }
`);

export function GateTalk() {
  const [{ data }] = useQuery({ query: GateTalk_query });
  return (
    <aside className="gate-talk" aria-label="From the talk of the day">
      <h2>From the talk of the day</h2>
      <ul>
        {data?.posts.nodes.map(({ id, slug, title, preview, author }) => (
          <li key={id}>
            <blockquote dir="auto">{firstSentences(preview)}</blockquote>
            <p>
              <PersonPicture username={author.username} size={24} />
              <b>{author.displayName}</b>
              <Link to="/posts/$slug" params={{ slug }} dir="auto">
                in {title}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** As much as can be taken in beside a form. */
function firstSentences(text: string): string {
  const short = /^.{40,150}?[.!?](?=\s)/.exec(text);
  return short?.[0] ?? text;
}
