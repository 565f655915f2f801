import { Tooltip } from "@mantine/core";

import { type FragmentType, graphql, readFragment } from "@/gql";
import { count } from "@/lib/format/numbers";

import { VoteButton } from "./VoteButton";
import "./vote.css";

export const Vote_rating = graphql(`
  fragment Vote_rating on Rating {
    score
    upvotes
    downvotes
    viewerVote
  }
`);

export type Direction = "UP" | "DOWN";

interface Props {
  rating: FragmentType<typeof Vote_rating>;
  /** With null the vote is taken back. */
  onVote: (vote: Direction | null) => void;
  /** Why the last one was not counted. */
  refusal: string | null;
  upright?: boolean;
  disabled?: boolean;
}

/** Two arrows and the score between them. */
export function Vote({ rating, onVote, refusal, upright = false, disabled = false }: Props) {
  const { score, upvotes, downvotes, viewerVote } = readFragment(Vote_rating, rating);
  const button = (way: Direction) => (
    <VoteButton
      way={way}
      isPressed={viewerVote === way}
      disabled={disabled}
      onPress={() => {
        onVote(viewerVote === way ? null : way);
      }}
    />
  );
  return (
    <span className={`vote ${upright ? "upright" : ""}`} role="group" aria-label="Votes">
      {button("UP")}
      <Tooltip label={`${count(upvotes)} up, ${count(downvotes)} down`}>
        <b className="num">{count(score)}</b>
      </Tooltip>
      {button("DOWN")}
      {refusal && (
        <span className="vote-refusal" role="alert">
          {refusal}
        </span>
      )}
    </span>
  );
}
