import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { SchemeItems } from "./SchemeItems";

export function Footer() {
  return (
    <footer className="foot">
      <div className="foot-in">
        <Link to="/about">About</Link>
        <Link to="/terms">Terms</Link>
        {/* A page of its own, outside this program. */}
        <a href="/graphql">The API</a>
        <Menu position="top-end">
          <Menu.Target>
            <button type="button" className="plain foot-look">
              Look
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <SchemeItems />
          </Menu.Dropdown>
        </Menu>
      </div>
    </footer>
  );
}
