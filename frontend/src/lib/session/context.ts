import { createContext, useContext, useSyncExternalStore } from "react";

import type { Viewer } from "./ask";
import type { Session } from "./session";

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("There is no session around this component");
  return session;
}

/** Who is signed in; null where nobody is, or where it is not known yet. */
export function useViewer(): Viewer | null {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => session.standing().viewer);
}

/** Whether somebody was signed in until the session came to its end by itself. */
export function useHasEnded(): boolean {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => session.standing().hasEnded);
}
