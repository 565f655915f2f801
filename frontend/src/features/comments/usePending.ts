import { useState } from "react";
import { useMutation } from "urql";

import { graphql } from "@/gql";
import { nameOfSent } from "@/lib/cache/comments";
import { troubleOf, wordsOf } from "@/lib/errors";
import { countdown } from "@/lib/format/times";

/** A comment of one's own that the server has not taken yet. */
export interface Pending {
  /** Under which it is sent, and sent again: the server takes it once. */
  key: string;
  parentId: string | null;
  body: string;
  /** Why it was not sent; null while it is under way. */
  trouble: string | null;
}

const AddComment = graphql(`
  mutation AddComment($input: AddCommentInput!) {
    addComment(input: $input) {
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
        parent {
          id
          replyCount
        }
        ...CommentNode_comment
      }
    }
  }
`);

/** What has been sent and not answered stands in the thread at once, and stays there until it is taken. */
export function usePending(postId: string) {
  const [pending, setPending] = useState<Pending[]>([]);
  const [, addComment] = useMutation(AddComment);

  const taken = (key: string) => {
    setPending((all) => all.filter((other) => other.key !== key));
  };

  const drop = ({ key }: Pending) => {
    taken(key);
  };

  const deliver = async (one: Pending) => {
    const { key, parentId, body } = one;
    const { data, error } = await addComment({ input: { postId, parentId, body, clientMutationId: key } });
    const trouble = error ? wordsOfTrouble(error) : wordsOf(data?.addComment.errors ?? []);
    if (trouble === null) drop(one);
    else setPending((all) => all.map((other) => (other.key === one.key ? { ...one, trouble } : other)));
  };

  const send = (parentId: string | null, body: string) => {
    const one = { key: nameOfSent(), parentId, body, trouble: null };
    setPending((all) => [...all, one]);
    void deliver(one);
  };

  const again = (one: Pending) => {
    setPending((all) => all.map((other) => (other.key === one.key ? { ...one, trouble: null } : other)));
    void deliver({ ...one, trouble: null });
  };

  return { pending, send, again, drop, taken };
}

function wordsOfTrouble(error: Parameters<typeof troubleOf>[0]): string {
  const { words, retryAfter, reference } = troubleOf(error);
  if (retryAfter) return `${words} You can comment again in ${countdown(retryAfter)}. Your words are kept here.`;
  return `${words} ${reference ? `Reference ${reference}. ` : ""}Your words are kept here.`;
}
