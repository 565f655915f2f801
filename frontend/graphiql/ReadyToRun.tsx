import { useEffect, useRef } from "react";

/** Puts the focus on the play button, whose tooltip then says what it does, for who has come by a link. */
export function ReadyToRun() {
  const place = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    document.querySelector(".graphiql-tab-active")?.scrollIntoView({ inline: "nearest" });
    place.current?.closest(".graphiql-toolbar")?.querySelector<HTMLElement>(".graphiql-execute-button")?.focus();
  }, []);

  return <span ref={place} hidden />;
}
