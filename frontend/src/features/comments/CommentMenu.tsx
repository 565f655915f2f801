import { Menu } from "@mantine/core";
import { useState } from "react";
import { useMutation } from "urql";

import { DeleteDialog } from "@/components/DeleteDialog";
import { Icon } from "@/components/Icon";
import { graphql } from "@/gql";
import { troubleOf, wordsOf } from "@/lib/errors";

const DeleteComment = graphql(`
  mutation DeleteComment($input: DeleteCommentInput!) {
    deleteComment(input: $input) {
      errors {
        code
        message
      }
      comment {
        id
        post {
          id
          commentCount
        }
        ...CommentNode_comment
      }
    }
  }
`);

interface Props {
  id: string;
  canEdit: boolean;
  onEdit: () => void;
}

/** What the author of a comment may do with it. */
export function CommentMenu({ id, canEdit, onEdit }: Props) {
  const [{ fetching }, deleteComment] = useMutation(DeleteComment);
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const remove = async () => {
    const { data, error } = await deleteComment({ input: { id } });
    const words = error ? troubleOf(error).words : wordsOf(data?.deleteComment.errors ?? []);
    setRefusal(words);
    if (words === null) setIsAsking(false);
  };

  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className="plain comment-act" aria-label="More">
            <Icon name="more" size={16} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {canEdit && <Menu.Item onClick={onEdit}>Edit</Menu.Item>}
          <Menu.Item
            color="danger"
            onClick={() => {
              setIsAsking(true);
            }}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteDialog
        isOpen={isAsking}
        title="Delete this comment?"
        words="Its words go for good. Its place stays, and so do the replies."
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
