import { ActionIcon, Tooltip } from "@mantine/core";
import { useMutation } from "urql";

import { Icon } from "@/components/Icon";
import { useSignedIn } from "@/features/accounts/useSignedIn";
import { type FragmentType, graphql, readFragment } from "@/gql";

const BookmarkButton_post = graphql(`
  fragment BookmarkButton_post on Post {
    id
    viewerHasBookmarked
  }
`);

const BookmarkPost = graphql(`
  mutation BookmarkPost($input: BookmarkPostInput!) {
    bookmarkPost(input: $input) {
      errors {
        code
        message
      }
      post {
        id
        viewerHasBookmarked
      }
    }
  }
`);

interface Props {
  post: FragmentType<typeof BookmarkButton_post>;
}

export function BookmarkButton({ post }: Props) {
  const { id, viewerHasBookmarked } = readFragment(BookmarkButton_post, post);
  const isSignedIn = useSignedIn();
  const [, bookmark] = useMutation(BookmarkPost);

  const turn = () => {
    if (isSignedIn()) void bookmark({ input: { id, bookmarked: !viewerHasBookmarked } });
  };

  return (
    <Tooltip label={viewerHasBookmarked ? "Kept for later" : "Keep for later"}>
      <ActionIcon aria-label="Keep for later" aria-pressed={viewerHasBookmarked} data-action="bookmark" onClick={turn}>
        <Icon name="bookmark" size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
