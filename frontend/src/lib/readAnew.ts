import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { AnyVariables, Client } from "urql";

/** What the API says now. Throws where it says nothing: a stream that waits for this asks for it again. */
export async function readAnew<Data, Variables extends AnyVariables>(
  client: Client,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, error } = await client.query(query, variables, { requestPolicy: "network-only" });
  if (error ?? !data) throw error ?? new Error("There was no answer");
  return data;
}
