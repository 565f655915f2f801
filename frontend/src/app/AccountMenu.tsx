import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { PersonPicture } from "@/features/people/PersonPicture";
import type { Viewer } from "@/lib/session/ask";
import { useSession } from "@/lib/session/context";

import { SchemeItems } from "./SchemeItems";

interface Props {
  viewer: Viewer;
}

export function AccountMenu({ viewer: { user, email } }: Props) {
  const session = useSession();
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="plain account" aria-label={`Your account, ${user.displayName}`}>
          <PersonPicture username={user.username} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{email}</Menu.Label>
        <Menu.Item component={Link} to={`/people/${user.username}`}>
          Your page
        </Menu.Item>
        <Menu.Item component={Link} to="/settings/sessions">
          Sessions
        </Menu.Item>
        <Menu.Divider />
        <SchemeItems />
        <Menu.Divider />
        <Menu.Item onClick={() => void session.signOut().catch(() => null)}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
