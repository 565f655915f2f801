import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useClient, useMutation } from "urql";

import { graphql } from "@/gql";
import { byField, troubleOf } from "@/lib/errors";

import type { Words } from "./words";

const UpdatePost = graphql(`
  mutation UpdatePost($input: UpdatePostInput!) {
    updatePost(input: $input) {
      errors {
        code
        message
        field
      }
      post {
        id
        version
        title
        body
        bodyHtml
        preview
        editedAt
        tags {
          id
          name
        }
        coins {
          id
          ...CoinChip_coin
        }
      }
    }
  }
`);

const PublishPost = graphql(`
  mutation PublishPost($input: PublishPostInput!) {
    publishPost(input: $input) {
      errors {
        code
        message
        field
      }
      post {
        id
        status
        createdAt
      }
    }
  }
`);

const Theirs_query = graphql(`
  query Theirs($slug: String!) {
    post(slug: $slug) {
      id
      version
      title
      body
      tags {
        id
        name
      }
    }
  }
`);

/** What is to follow once the words are kept. */
type Then = "keep" | "publish" | "show";

interface Theirs {
  words: Words;
  version: number;
}

/** Writes an edit down, from the version that it began with; where another came between, both are there to choose from. */
export function useSaving(id: string, slug: string, onSaved: () => void) {
  const client = useClient();
  const navigate = useNavigate();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const [{ fetching: isUpdating }, updatePost] = useMutation(UpdatePost);
  const [{ fetching: isPublishing }, publishPost] = useMutation(PublishPost);

  const readTheirs = async () => {
    const { data } = await client.query(Theirs_query, { slug }, { requestPolicy: "network-only" });
    if (!data?.post) return;
    const { title, body, tags, version } = data.post;
    setTheirs({ words: { title, body, tags: tags.map(({ name }) => name) }, version });
  };

  const save = async (words: Words, version: number, then: Then, onVersion?: (version: number) => void) => {
    setErrors({});
    const input = { id, title: words.title, body: words.body, tags: [...words.tags], expectedVersion: version };
    const { data, error } = await updatePost({ input });
    const refused = data?.updatePost.errors ?? [];
    if (refused.some(({ code }) => code === "CONFLICT")) {
      await readTheirs();
      return;
    }
    setErrors(error ? { root: troubleOf(error).words } : byField(refused));
    const post = data?.updatePost.post;
    if (!post) return;
    onSaved();
    onVersion?.(post.version);
    if (then === "keep") return;
    if (then === "publish" && !(await publish())) return;
    await navigate({ to: "/posts/$slug", params: { slug } });
  };

  const publish = async (): Promise<boolean> => {
    const { data, error } = await publishPost({ input: { id } });
    setErrors(error ? { root: troubleOf(error).words } : byField(data?.publishPost.errors ?? []));
    return Boolean(data?.publishPost.post);
  };

  return { errors, isSaving: isUpdating || isPublishing, theirs, setTheirs, save };
}
