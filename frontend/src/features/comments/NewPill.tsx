import { useSyncExternalStore } from "react";

import { Icon } from "@/components/Icon";
import { PersonPicture } from "@/features/people/PersonPicture";

import type { Newcomers } from "./newcomers";
import { newReplies } from "./newReplies";
import "./newPill.css";

interface Props {
  newcomers: Newcomers;
  onGo: () => void;
}

/** How many have come where the reader does not look, and the way to the first. */
export function NewPill({ newcomers, onGo }: Props) {
  const waiting = useSyncExternalStore(newcomers.subscribe, newcomers.waiting);
  if (waiting.length === 0) return null;
  const faces = [...new Set(waiting.map(({ username }) => username))].slice(-2);
  return (
    <div className="columns new-pill-place">
      <div className="post-indent">
        <button type="button" className="plain new-pill" onClick={onGo}>
          <span className="new-pill-faces">
            {faces.map((username) => (
              <PersonPicture key={username} username={username} size={26} />
            ))}
          </span>
          {newReplies(waiting.length)}
          <span className="new-pill-go">
            <Icon name="down" size={16} />
          </span>
        </button>
      </div>
    </div>
  );
}
