import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useEffect, useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";

interface Asked<Data, Variables> {
  query: TypedDocumentNode<Data, Variables>;
  variables: Omit<Variables, "after">;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null | undefined } | undefined;
  /** Whether what somebody looks for is on none of the pages yet: then they are read on by themselves. */
  isMissing: boolean;
}

/** The next page of a list, which the cache puts behind what is there. */
export function useMore<Data, Variables extends Record<string, unknown>>({
  query,
  variables,
  pageInfo,
  isMissing,
}: Asked<Data, Variables>) {
  const client = useClient();
  const [isReading, setIsReading] = useState(false);
  const [error, setError] = useState<CombinedError | null>(null);

  const read = async () => {
    if (!pageInfo?.hasNextPage || isReading) return;
    setIsReading(true);
    const result = await client.query(query, { ...variables, after: pageInfo.endCursor } as unknown as Variables);
    setIsReading(false);
    setError(result.error ?? null);
  };

  const readLatest = useRef(read);
  useEffect(() => {
    readLatest.current = read;
  });
  useEffect(() => {
    if (isMissing) void readLatest.current();
  }, [isMissing, pageInfo?.endCursor]);

  return { isReading, error, read: () => void read() };
}
