import type { FetcherOpts, FetcherParams } from "@graphiql/toolkit";
import { type DocumentNode, getOperationAST, Kind, parse, visit } from "graphql";

import type { Session } from "../src/lib/session/session";

const NEEDS_NO_BEARER = ["signIn", "refreshSession"];
const CHANGES_WHO_ONE_IS = [...NEEDS_NO_BEARER, "signOut"];

type Send = (params: FetcherParams, options?: FetcherOpts) => object | Promise<object>;

/** Sends operations as whoever is signed in, and once again where the token alone was refused. */
export function authorized(send: Send, session: Session): (...asked: Parameters<Send>) => Promise<object> {
  return async (params, options) => {
    if (params.operationName === "IntrospectionQuery") return send(params, options);
    const fields = fieldsOf(params);
    const answer = await signed(send, session, params, options, fields);
    if (CHANGES_WHO_ONE_IS.some((field) => fields.has(field))) await session.follow();
    return answer;
  };
}

async function signed(
  send: Send,
  session: Session,
  params: FetcherParams,
  options: FetcherOpts | undefined,
  fields: Set<string>,
): Promise<object> {
  const isTheirs = Object.keys(options?.headers ?? {}).some((name) => name.toLowerCase() === "authorization");
  const needsNone = NEEDS_NO_BEARER.some((field) => fields.has(field));
  const bearer = isTheirs || needsNone ? null : await session.bearer();
  if (!bearer) return send(params, options);
  const answer = await send(params, bearing(bearer, options));
  if (!isRefused(answer)) return answer;
  const successor = await session.successor(bearer);
  return successor ? send(params, bearing(successor, options)) : answer;
}

function bearing(token: string, options: FetcherOpts | undefined): FetcherOpts {
  return { ...options, headers: { ...options?.headers, authorization: `Bearer ${token}` } };
}

/** Whether nothing was run, because of the token. */
function isRefused(answer: object): boolean {
  const { data, errors } = answer as { data?: unknown; errors?: { extensions?: { code?: unknown } }[] };
  return data === undefined && errors?.[0]?.extensions?.code === "UNAUTHENTICATED";
}

/** Every field that an operation asks for; none where the text is no document. */
export function fieldsOf({ query, operationName }: Pick<FetcherParams, "query" | "operationName">): Set<string> {
  const names = new Set<string>();
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch {
    return names;
  }
  const operation = getOperationAST(document, operationName);
  for (const definition of document.definitions) {
    if (definition !== operation && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    visit(definition, {
      Field: ({ name }) => {
        names.add(name.value);
      },
    });
  }
  return names;
}
