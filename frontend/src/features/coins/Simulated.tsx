import { type FragmentType, graphql, readFragment } from "@/gql";

import "./simulated.css";

const Simulated_marketStats = graphql(`
  fragment Simulated_marketStats on MarketStats {
    source
  }
`);

interface Props {
  stats: FragmentType<typeof Simulated_marketStats> | null | undefined;
  short?: boolean;
}

/** Says so, wherever a price is that nobody has paid. */
export function Simulated({ stats, short = false }: Props) {
  const known = readFragment(Simulated_marketStats, stats);
  if (known?.source !== "SIMULATED") return null;
  return <p className="simulated">{short ? "Simulated prices" : "Simulated prices: none of this is a real quote"}</p>;
}
