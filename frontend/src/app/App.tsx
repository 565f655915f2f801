import { MantineProvider } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import { Provider as ClientProvider } from "urql";

import { makeClient } from "@/lib/client";
import { createLive } from "@/lib/live";
import { ConnectionContext } from "@/lib/live/context";
import { SessionContext, useViewer } from "@/lib/session/context";
import type { Session } from "@/lib/session/session";

import { router } from "./router";
import { theme } from "./theme";

const SOCKET = `${location.origin.replace("http", "ws")}/graphql`;

interface Props {
  session: Session;
}

export function App({ session }: Props) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <SessionContext value={session}>
        <Site session={session} />
      </SessionContext>
    </MantineProvider>
  );
}

function Site({ session }: Props) {
  const username = useViewer()?.user.username ?? null;
  const { client, live } = useMemo(() => {
    const accessToken = (refused: string | null) => (refused ? session.successor(refused) : session.bearer());
    const live = createLive({ url: SOCKET, accessToken });
    return { client: makeClient(session, live), live };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what one person has read is not the next one's
  }, [session, username]);
  return (
    <ClientProvider value={client}>
      <ConnectionContext value={live.connection}>
        <RouterProvider router={router} />
      </ConnectionContext>
    </ClientProvider>
  );
}
