import { useMutation } from "urql";

import { useSignedIn } from "@/features/accounts/useSignedIn";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { troubleOf, wordsOf } from "@/lib/errors";

import { useRefusal } from "./useRefusal";
import { type Direction, Vote } from "./Vote";

const CommentVote_comment = graphql(`
  fragment CommentVote_comment on Comment {
    id
    rating {
      ...Vote_rating
    }
  }
`);

const RateComment = graphql(`
  mutation RateComment($input: RateCommentInput!) {
    rateComment(input: $input) {
      errors {
        code
        message
      }
      comment {
        id
        rating {
          ...Vote_rating
        }
      }
    }
  }
`);

interface Props {
  comment: FragmentType<typeof CommentVote_comment>;
  disabled: boolean;
}

export function CommentVote({ comment, disabled }: Props) {
  const { id, rating } = readFragment(CommentVote_comment, comment);
  const isSignedIn = useSignedIn();
  const [, rate] = useMutation(RateComment);
  const [refusal, setRefusal] = useRefusal();

  const vote = async (way: Direction | null) => {
    if (!isSignedIn()) return;
    const { data, error } = await rate({ input: { id, vote: way } });
    setRefusal(error ? troubleOf(error).words : wordsOf(data?.rateComment.errors ?? []));
  };

  return <Vote rating={rating} disabled={disabled} refusal={refusal} onVote={(way) => void vote(way)} />;
}
