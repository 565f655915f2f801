import { type MouseEvent, useEffect, useRef, useState, useSyncExternalStore } from "react";

import { type DemoPerson, demoPeople } from "../src/lib/demoPeople";
import type { Session } from "../src/lib/session/session";
import { ROLES, SessionPanel } from "./SessionPanel";

interface Props {
  session: Session;
  /** Whether a link has brought somebody here to sign in. */
  asksAtOnce: boolean;
}

/** Says who one is, and opens the panel where that is changed. */
export function SessionButton({ session, asksAtOnce }: Props) {
  const { settled, viewer } = useSyncExternalStore(session.subscribe, session.standing);
  const dialog = useRef<HTMLDialogElement>(null);
  const [people, setPeople] = useState<DemoPerson[]>([]);
  const [openings, setOpenings] = useState(0);

  // Those of the demo come first: the panel then opens whole.
  const open = () =>
    demoPeople().then((found) => {
      setPeople(found);
      setOpenings((count) => count + 1);
      if (!dialog.current?.open) dialog.current?.showModal();
    });

  const isAsked = asksAtOnce && settled && !viewer && openings === 0;
  useEffect(() => {
    if (isAsked) void open();
  }, [isAsked]);

  const close = () => dialog.current?.close();
  const closeOutside = ({ target, currentTarget }: MouseEvent) => {
    if (target === currentTarget) close();
  };

  if (!settled) return null;
  return (
    <>
      <button type="button" className="session-button" aria-haspopup="dialog" onClick={() => void open()}>
        {viewer ? (
          <>
            <span className="unseen">Signed in as </span>
            <span className="session-name">{viewer.user.displayName}</span>
            {ROLES[viewer.user.role] && <small>{ROLES[viewer.user.role]}</small>}
          </>
        ) : (
          "Sign in"
        )}
      </button>
      {/* A press on what lies around it is a press on the dialog itself: its words stand in a box of their own. */}
      <dialog ref={dialog} className="session-dialog" aria-labelledby="session-title" onMouseDown={closeOutside}>
        <div>
          <header>
            <h2 id="session-title">{viewer?.user.displayName ?? "Sign in"}</h2>
            <button type="button" aria-label="Close" onClick={close}>
              <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.6">
                <path d="M2 2l10 10M12 2L2 12" />
              </svg>
            </button>
          </header>
          <SessionPanel
            key={openings}
            session={session}
            viewer={viewer}
            people={people}
            startsAtForm={asksAtOnce}
            onDone={close}
          />
        </div>
      </dialog>
    </>
  );
}
