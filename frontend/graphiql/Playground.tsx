import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";

import { askAt } from "../src/lib/session/ask";
import { browserMark } from "../src/lib/session/mark";
import { Session } from "../src/lib/session/session";
import { browserTabs } from "../src/lib/session/tabs";
import { authorized, fieldsOf } from "./authorization";
import { CopyLinkButton } from "./CopyLinkButton";
import { forgetDeepLink, type Operation } from "./deepLink";
import { EDITOR_THEMES } from "./editors";
import { examples } from "./examples";
import { ReadyToRun } from "./ReadyToRun";
import { SessionButton } from "./SessionButton";
import { Wordmark } from "./Wordmark";

// The page stands at the API's own address; while developing, Vite serves it elsewhere.
const url = import.meta.env.DEV ? "/graphql" : location.pathname;

const session = new Session(askAt(url), browserMark(), browserTabs());
void session.resume();

// A socket is opened by the first subscription, as whoever is signed in then.
const wsClient = createClient({
  url: new URL(url, location.href).href.replace(/^http/, "ws"),
  connectionParams: async () => {
    const bearer = await session.bearer();
    return bearer ? { authorization: `Bearer ${bearer}` } : {};
  },
});

const fetcher = authorized(
  createGraphiQLFetcher({
    url,
    wsClient,
    fetch: (input, init) => fetch(input, { ...init, credentials: "same-origin" }),
    enableIncrementalDelivery: false,
  }),
  session,
);

const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

interface Props {
  /** What a link into this page asked to see; null where it asked for nothing. */
  deepLink: Operation | null;
}

export function Playground({ deepLink }: Props) {
  const asksToSignIn = deepLink !== null && fieldsOf(deepLink).has("signIn");

  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      editorTheme={EDITOR_THEMES}
      // With tabs kept from an earlier visit GraphiQL looks at initialQuery, on a first visit at defaultTabs alone.
      defaultTabs={deepLink ? [deepLink, ...examples] : examples}
      {...(deepLink && { initialQuery: deepLink.query, initialVariables: deepLink.variables })}
      onEditQuery={forgetDeepLink}
      onEditVariables={forgetDeepLink}
      defaultQuery=""
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>
        <div className="corner">
          <Wordmark />
          <SessionButton session={session} asksAtOnce={asksToSignIn} />
        </div>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, copy, merge }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <CopyLinkButton />
            {deepLink && <ReadyToRun />}
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>
  );
}
