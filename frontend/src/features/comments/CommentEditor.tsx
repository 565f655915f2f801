import { useState } from "react";
import { useMutation } from "urql";

import { type FragmentType, graphql, readFragment } from "@/gql";
import { troubleOf } from "@/lib/errors";

import { Composer } from "./Composer";

const CommentEditor_comment = graphql(`
  fragment CommentEditor_comment on Comment {
    id
    body
    version
  }
`);

const EditComment = graphql(`
  mutation EditComment($input: EditCommentInput!) {
    editComment(input: $input) {
      errors {
        code
        message
      }
      comment {
        id
        ...CommentNode_comment
      }
    }
  }
`);

interface Props {
  comment: FragmentType<typeof CommentEditor_comment>;
  onDone: () => void;
}

export function CommentEditor({ comment, onDone }: Props) {
  const { id, body, version } = readFragment(CommentEditor_comment, comment);
  // What is changed is what stood there when it was begun, whatever comes meanwhile.
  const [expectedVersion] = useState(version);
  const [{ fetching }, edit] = useMutation(EditComment);
  const [refusal, setRefusal] = useState<string | null>(null);

  const send = async (words: string) => {
    const { data, error } = await edit({ input: { id, body: words, expectedVersion } });
    if (error) setRefusal(troubleOf(error).words);
    else if (data?.editComment.errors[0]) setRefusal(data.editComment.errors[0].message);
    else onDone();
  };

  return (
    <Composer
      label="Your comment"
      placeholder="Your comment"
      initial={body ?? ""}
      sends="Keep the change"
      isSending={fetching}
      refusal={refusal}
      autoFocus
      onSend={(words) => void send(words)}
      onLeave={onDone}
    />
  );
}
