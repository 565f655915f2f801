import { Outlet } from "@tanstack/react-router";

import { Wordmark } from "@/components/Wordmark";

import { GateTalk } from "./GateTalk";
import "./gate.css";

/** What stands around the pages of signing in: the fields on one side, what one would join on the other. */
export function Gate() {
  return (
    <div className="gate">
      <div className="gate-in">
        <header>
          <Wordmark />
        </header>
        <main id="main" className="gate-main">
          <Outlet />
        </main>
      </div>
      <GateTalk />
    </div>
  );
}
