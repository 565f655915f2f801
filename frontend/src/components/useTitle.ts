import { useEffect } from "react";

/** The page's name in the tab. */
export function useTitle(name: string | undefined): void {
  useEffect(() => {
    document.title = name ? `${name} · Cryptotalks` : "Cryptotalks";
  }, [name]);
}
