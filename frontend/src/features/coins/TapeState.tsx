import { Icon } from "@/components/Icon";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { timeOfDay } from "@/lib/format/times";

const TapeState_marketStats = graphql(`
  fragment TapeState_marketStats on MarketStats {
    source
    updatedAt
  }
`);

interface Props {
  stats: FragmentType<typeof TapeState_marketStats> | null;
  isOnline: boolean;
  hasFailed: boolean;
}

/** What the prices are: of which time, and whether anybody really paid them. */
export function TapeState({ stats, isOnline, hasFailed }: Props) {
  const known = readFragment(TapeState_marketStats, stats);
  return (
    <p className="tape-state">
      {!isOnline && (
        <>
          <Icon name="away" size={16} /> Offline
        </>
      )}
      {hasFailed && isOnline && <span className="tape-source">The prices did not come</span>}
      {known && (
        <>
          <span className={isOnline ? "tape-time" : "tape-source"}>
            <span className="tape-wide">{isOnline ? "Prices of " : "· prices of "}</span>
            <time className="num" dateTime={known.updatedAt}>
              {timeOfDay(known.updatedAt)}
            </time>
          </span>
          {known.source === "SIMULATED" && <span className="tape-source">· simulated</span>}
        </>
      )}
    </p>
  );
}
