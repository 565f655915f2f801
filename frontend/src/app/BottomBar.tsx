import { Link } from "@tanstack/react-router";

import { Icon } from "@/components/Icon";
import { useViewer } from "@/lib/session/context";

import { ROOMS } from "./rooms";
import { useRoom } from "./useRoom";

/** The navigation under the thumb. */
export function BottomBar() {
  const room = useRoom();
  const viewer = useViewer();
  const [talk, market] = ROOMS.map(({ to, words, icon }) => (
    <Link key={to} to={to} aria-current={room === to ? "page" : undefined}>
      <Icon name={icon} size={20} />
      {words}
    </Link>
  ));
  return (
    <nav className="bottom" aria-label="Main, below">
      {talk}
      {market}
      <Link to="/write" aria-label="Write a post">
        <span className="bottom-write">
          <Icon name="write" size={20} />
        </span>
      </Link>
      {viewer ? (
        <Link
          to="/people/$username"
          params={{ username: viewer.user.username }}
          activeProps={{ "aria-current": "page" }}
        >
          <Icon name="person" size={20} />
          You
        </Link>
      ) : (
        <Link to="/sign-in">
          <Icon name="person" size={20} />
          Sign in
        </Link>
      )}
    </nav>
  );
}
