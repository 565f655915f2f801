import { useEffect, useState } from "react";
import { useQuery } from "urql";

import { graphql } from "@/gql";

const Markdown_query = graphql(`
  query Markdown($body: String!) {
    markdown(body: $body) {
      html
      coins {
        id
        symbol
        ...CoinChip_coin
      }
      unknownSymbols
    }
  }
`);

const PAUSE = 350;

/** What the words look like and name, as the server sees them, a moment after the last key. */
export function useMarkdown(body: string) {
  const [asked, setAsked] = useState(body);
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(body);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [body]);

  const isEmpty = asked.trim() === "";
  const [{ data, error }] = useQuery({
    query: Markdown_query,
    variables: { body: asked },
    pause: isEmpty,
    requestPolicy: "cache-first",
  });
  return { markdown: isEmpty ? null : (data?.markdown ?? null), error };
}
