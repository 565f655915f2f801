import { useLocation } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useClient, useQuery } from "urql";

import { graphql } from "@/gql";
import type { AncestorsQuery } from "@/gql/graphql";

import { bring } from "./useArrival";

const Ancestors = graphql(`
  query Ancestors($id: ID!) {
    node(id: $id) {
      __typename
      ... on Comment {
        id
        ancestors {
          id
        }
      }
    }
  }
`);

interface Sought {
  path: readonly string[];
  /** The address of the page meanwhile: another one leads elsewhere. */
  hash: string;
}

/** The way down to the comment that the page's address names, or that was gone to since; empty where there is none. */
export function usePath() {
  const client = useClient();
  const { hash } = useLocation();
  const [sought, setSought] = useState<Sought | null>(null);
  const linked = hash.startsWith("comment_") ? hash : null;
  const [{ data }] = useQuery({ query: Ancestors, variables: { id: hash }, pause: linked === null });
  const toLinked = useMemo(() => (linked ? pathTo(linked, data) : []), [linked, data]);

  /** There at once where it stands on the page; else by what hides it, which unfolds and is read on. */
  const goTo = async (id: string) => {
    const place = document.getElementById(id);
    if (place) {
      bring(place);
      return;
    }
    const result = await client.query(Ancestors, { id });
    setSought({ path: pathTo(id, result.data), hash });
  };

  return { linked, path: sought?.hash === hash ? sought.path : toLinked, goTo };
}

function pathTo(id: string, data: AncestorsQuery | undefined): readonly string[] {
  const node = data?.node;
  if (node?.__typename !== "Comment" || node.id !== id) return [];
  return [...node.ancestors.map((ancestor) => ancestor.id), id];
}
