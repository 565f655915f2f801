import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";

import { Banner } from "@/components/Banner";
import { useTitle } from "@/components/useTitle";
import { NeedsSignIn } from "@/features/accounts/NeedsSignIn";
import { graphql } from "@/gql";
import { byField, troubleOf } from "@/lib/errors";
import { useViewer } from "@/lib/session/context";

import { KeptWhen } from "./KeptWhen";
import { useKeptWords } from "./useKeptWords";
import { NOTHING } from "./words";
import { Writer } from "./Writer";

const CreatePost = graphql(`
  mutation CreatePost($input: CreatePostInput!) {
    createPost(input: $input) {
      errors {
        code
        message
        field
      }
      post {
        id
        slug
      }
    }
  }
`);

export function WritePage() {
  useTitle("Write");
  if (!useViewer()) return <NeedsSignIn>Whoever writes here does it under a name.</NeedsSignIn>;
  return <NewPost />;
}

function NewPost() {
  const { words, setWords, keptAt, drop } = useKeptWords("writing:new", NOTHING, 0);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [{ fetching }, createPost] = useMutation(CreatePost);
  const navigate = useNavigate();
  const isEmpty = !words.title && !words.body && words.tags.length === 0;

  const create = async (draft: boolean) => {
    const { data, error } = await createPost({ input: { ...words, tags: [...words.tags], draft } });
    const post = data?.createPost.post;
    setErrors(error ? { root: troubleOf(error).words } : byField(data?.createPost.errors ?? []));
    if (!post) return;
    drop();
    await navigate({ to: draft ? "/posts/$slug/edit" : "/posts/$slug", params: { slug: post.slug } });
  };

  const head = (
    <>
      <h1 className="unseen">A new post</h1>
      <div className="writer-head">
        <KeptWhen at={keptAt} />
        <span className="grow" />
        <Button
          variant="subtle"
          disabled={isEmpty}
          onClick={() => {
            drop();
            setErrors({});
            setWords(NOTHING);
          }}
        >
          Discard
        </Button>
        <Button variant="default" disabled={!words.title.trim()} loading={fetching} onClick={() => void create(true)}>
          Keep as draft
        </Button>
        <Button loading={fetching} onClick={() => void create(false)}>
          Publish
        </Button>
      </div>
      {errors.root && (
        <Banner kind="danger" icon="danger" title={errors.root}>
          Your words are kept on this device.
        </Banner>
      )}
    </>
  );
  return (
    <Writer
      words={words}
      errors={errors}
      head={head}
      onWords={(change) => {
        setWords((before) => ({ ...before, ...change }));
      }}
      onSend={() => void create(false)}
    />
  );
}
