import { MantineProvider } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import { Provider as ClientProvider } from "urql";

import { makeClient } from "@/lib/client";
import { SessionContext, useViewer } from "@/lib/session/context";
import type { Session } from "@/lib/session/session";

import { router } from "./router";
import { theme } from "./theme";

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
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what one person has read is not the next one's
  const client = useMemo(() => makeClient(session), [session, username]);
  return (
    <ClientProvider value={client}>
      <RouterProvider router={router} />
    </ClientProvider>
  );
}
