import { ActionIcon, Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";

import { DeleteDialog } from "@/components/DeleteDialog";
import { Icon } from "@/components/Icon";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { troubleOf, wordsOf } from "@/lib/errors";
import { useViewer } from "@/lib/session/context";

const PostMenu_post = graphql(`
  fragment PostMenu_post on Post {
    id
    slug
    viewerCanEdit
    author {
      id
      username
    }
  }
`);

const DeletePost = graphql(`
  mutation DeletePost($input: DeletePostInput!) {
    deletePost(input: $input) {
      errors {
        code
        message
      }
      deletedId
    }
  }
`);

interface Props {
  post: FragmentType<typeof PostMenu_post>;
}

/** What its author may do with it. */
export function PostMenu({ post }: Props) {
  const { id, slug, viewerCanEdit, author } = readFragment(PostMenu_post, post);
  const viewer = useViewer();
  const navigate = useNavigate();
  const [{ fetching }, deletePost] = useMutation(DeletePost);
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isMine = viewer?.user.username === author.username;
  if (!isMine && !viewerCanEdit) return null;

  const remove = async () => {
    const { data, error } = await deletePost({ input: { id } });
    const words = error ? troubleOf(error).words : wordsOf(data?.deletePost.errors ?? []);
    setRefusal(words);
    if (words === null) await navigate({ to: "/" });
  };

  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label="More">
            <Icon name="more" size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {viewerCanEdit && (
            <Menu.Item onClick={() => void navigate({ to: "/posts/$slug/edit", params: { slug } })}>Edit</Menu.Item>
          )}
          {isMine && (
            <Menu.Item
              color="danger"
              onClick={() => {
                setIsAsking(true);
              }}
            >
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <DeleteDialog
        isOpen={isAsking}
        title="Delete this post?"
        words="It goes for good, and every comment below it goes too."
        refusal={refusal}
        isDeleting={fetching}
        onDelete={() => void remove()}
        onKeep={() => {
          setIsAsking(false);
        }}
      />
    </>
  );
}
