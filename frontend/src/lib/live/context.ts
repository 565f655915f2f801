import { createContext, useContext, useSyncExternalStore } from "react";

import { useOnline } from "../online";
import { Connection, type Standing } from "./connection";

export const ConnectionContext = createContext(new Connection());

/** How live the page is; a device without a network is offline, whatever its socket believes. */
export function useConnection(): Standing {
  const { subscribe, standing } = useContext(ConnectionContext);
  const isOnline = useOnline();
  const found = useSyncExternalStore(subscribe, standing);
  return isOnline ? found : { kind: "offline" };
}
