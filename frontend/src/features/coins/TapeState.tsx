import { useEffect, useRef } from "react";

import { announce } from "@/components/Announcer";
import { ConnectionBadge } from "@/components/ConnectionBadge";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { timeOfDay } from "@/lib/format/times";
import type { Standing } from "@/lib/live/connection";

const TapeState_marketStats = graphql(`
  fragment TapeState_marketStats on MarketStats {
    source
    updatedAt
  }
`);

const WORDS: Partial<Record<Standing["kind"], string>> = {
  "caught-up": "Live again",
  reconnecting: "The connection broke, reconnecting",
  offline: "Offline",
};

interface Props {
  stats: FragmentType<typeof TapeState_marketStats> | null;
  connection: Standing["kind"];
  hasFailed: boolean;
}

/** What the prices are: live or of which time, and whether anybody really paid them. */
export function TapeState({ stats, connection, hasFailed }: Props) {
  const known = readFragment(TapeState_marketStats, stats);
  const isLive = connection === "live" || connection === "caught-up";
  const isSimulated = known?.source === "SIMULATED";
  useSaying(connection);

  return (
    <p className="tape-state">
      <ConnectionBadge />
      {hasFailed && isLive && <span className="tape-source">· no prices came</span>}
      {known && !isLive && (
        <span className="tape-source tape-time">
          {connection !== "connecting" && "· "}prices of{" "}
          <time className="num" dateTime={known.updatedAt}>
            {timeOfDay(known.updatedAt)}
          </time>
        </span>
      )}
      {isSimulated && (
        <span className="tape-source tape-simulated">
          · simulated{isLive && <span className="tape-wide"> prices</span>}
        </span>
      )}
    </p>
  );
}

/** Tells those who listen to the page how the connection has changed, once each time. */
function useSaying(connection: Standing["kind"]): void {
  const last = useRef(connection);
  useEffect(() => {
    const words = WORDS[connection];
    if (words && last.current !== connection) announce(words);
    last.current = connection;
  }, [connection]);
}
