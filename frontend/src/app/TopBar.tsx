import { Link } from "@tanstack/react-router";

import { ButtonLink } from "@/components/ButtonLink";
import { Icon } from "@/components/Icon";
import { Wordmark } from "@/components/Wordmark";
import { useSession, useViewer } from "@/lib/session/context";

import { AccountMenu } from "./AccountMenu";
import { ROOMS } from "./rooms";
import { useRoom } from "./useRoom";

export function TopBar() {
  const viewer = useViewer();
  const { settled } = useSession().standing();
  const room = useRoom();

  return (
    <header className="top">
      <div className="top-in">
        <Wordmark />
        <nav className="top-nav" aria-label="Main">
          {ROOMS.map(({ to, words }) => (
            <Link key={to} to={to} aria-current={room === to ? "page" : undefined}>
              {words}
            </Link>
          ))}
        </nav>
        <div className="top-act">
          {room !== "/write" && (
            <ButtonLink className="top-write" to="/write" leftSection={<Icon name="write" />}>
              Write
            </ButtonLink>
          )}
          {viewer && <AccountMenu viewer={viewer} />}
          {!viewer && settled && (
            <ButtonLink to="/sign-in" variant="default">
              Sign in
            </ButtonLink>
          )}
        </div>
      </div>
    </header>
  );
}
