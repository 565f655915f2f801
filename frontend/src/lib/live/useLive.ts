import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useEffect, useRef } from "react";
import { useClient } from "urql";

import type { Ears } from "./exchange";
import type { Handlers, Told } from "./following";

/** Events come once the cache knows of them, and need no handler where that is all. */
type Listening<Data> = Omit<Partial<Handlers<Data>>, "onStatus">;

/**
 * Follows a subscription as long as the component is there; `variables` are compared by their values, null pauses it.
 * The document takes `$after: Cursor`, and selects the cursors. Two with the same document and variables are one.
 */
export function useLive<Data, Variables extends { after?: string | null | undefined }>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "after"> | null,
  listening: Listening<Data> = {},
): void {
  const client = useClient();
  const latest = useRef(listening);
  useEffect(() => {
    latest.current = listening;
  });
  const asked = JSON.stringify(variables);

  useEffect(() => {
    const known = JSON.parse(asked) as Variables | null;
    if (!known) return undefined;
    const ears: Ears = {
      onSubscribed: (isResumed) => latest.current.onSubscribed?.(isResumed),
      onResync: () => latest.current.onResync?.(),
    };
    const following = client.subscription(document, known, { ears }).subscribe(({ data }) => {
      const event = data && Object.values(data)[0];
      if (data && event) latest.current.onEvent?.(event as Told<Data>, data);
    });
    return () => {
      following.unsubscribe();
    };
  }, [client, document, asked]);
}
