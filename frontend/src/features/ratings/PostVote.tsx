import { useMutation } from "urql";

import { useSignedIn } from "@/features/accounts/useSignedIn";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { troubleOf, wordsOf } from "@/lib/errors";

import { useRefusal } from "./useRefusal";
import { type Direction, Vote } from "./Vote";

const PostVote_post = graphql(`
  fragment PostVote_post on Post {
    id
    status
    rating {
      ...Vote_rating
    }
  }
`);

const RatePost = graphql(`
  mutation RatePost($input: RatePostInput!) {
    ratePost(input: $input) {
      errors {
        code
        message
      }
      post {
        id
        rating {
          ...Vote_rating
        }
      }
    }
  }
`);

interface Props {
  post: FragmentType<typeof PostVote_post>;
  upright?: boolean;
}

export function PostVote({ post, upright = false }: Props) {
  const { id, status, rating } = readFragment(PostVote_post, post);
  const isSignedIn = useSignedIn();
  const [, rate] = useMutation(RatePost);
  const [refusal, setRefusal] = useRefusal();

  const vote = async (way: Direction | null) => {
    if (!isSignedIn()) return;
    const { data, error } = await rate({ input: { id, vote: way } });
    setRefusal(error ? troubleOf(error).words : wordsOf(data?.ratePost.errors ?? []));
  };

  return (
    <Vote
      rating={rating}
      upright={upright}
      disabled={status !== "PUBLISHED"}
      refusal={refusal}
      onVote={(way) => void vote(way)}
    />
  );
}
