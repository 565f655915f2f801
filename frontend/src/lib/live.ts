import { createClient } from "graphql-ws";
import { stringifyDocument, type AnyVariables, type DocumentInput } from "urql";

import { Connection } from "./live/connection";
import { Following, has, pause, type Handlers, type Sayer } from "./live/following";

export type { Handlers, Status, Told } from "./live/following";

export interface Live {
  connection: Connection;
  /** What ends it. The document takes `$after: Cursor`, and selects `__typename` and every `cursor`. */
  subscribe: <Data, Variables extends AnyVariables>(
    document: DocumentInput<Data, Variables>,
    variables: Variables,
    handlers: Handlers<Data>,
  ) => () => void;
  /** Ends all of them. */
  dispose: () => void;
}

export interface LiveOptions {
  url: string;
  /** The token to send, null for nobody; `refused` is the one that the socket was just closed over. */
  accessToken: (refused: string | null) => Promise<string | null>;
}

interface Followed extends Sayer {
  end: () => void;
}

/** How long silence is believed, how long an answer may take, how long a socket waits for the next page; in ms. */
const SILENCE = 15_000;
const PATIENCE = 5_000;
const LINGER = 3_000;
const FORBIDDEN = 4403;

/** One socket for all that one person follows. It comes again for ever, but after the codes that graphql-ws knows. */
export function createLive({ url, accessToken }: LiveOptions): Live {
  const connection = new Connection();
  const followed = new Set<Followed>();
  let sent: string | null = null;
  let refused: string | null = null;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const client = createClient({
    url,
    keepAlive: SILENCE,
    lazyCloseTimeout: LINGER,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: (retries) => pause(retries + 1, followed),
    connectionParams: async () => {
      try {
        sent = await accessToken(refused);
      } catch {
        terminate();
      }
      return sent === null ? {} : { authorization: `Bearer ${sent}` };
    },
    on: {
      ping: (isReceived) => {
        if (!isReceived) silence = setTimeout(terminate, PATIENCE);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(silence);
      },
      closed: (event) => {
        clearTimeout(silence);
        refused = has(event, "code") && event.code === FORBIDDEN ? sent : null;
      },
    },
  });

  function terminate(): void {
    client.terminate();
  }
  return {
    connection,
    subscribe: (document, variables, handlers) => {
      const [overheard, leave] = connection.overhear(handlers);
      const following = new Following(client, stringifyDocument(document), { ...variables }, overheard);
      // The socket of a network that has gone says nothing of it for a long time.
      if (followed.size === 0) addEventListener("offline", terminate);
      followed.add(following);
      following.begin();
      return () => {
        followed.delete(following);
        if (followed.size === 0) removeEventListener("offline", terminate);
        following.end();
        leave();
      };
    },
    dispose: () => {
      removeEventListener("offline", terminate);
      for (const following of followed) following.end();
      followed.clear();
      void client.dispose();
    },
  };
}
