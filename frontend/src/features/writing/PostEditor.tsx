import { Button } from "@mantine/core";
import { useState } from "react";

import { Banner } from "@/components/Banner";
import { ButtonLink } from "@/components/ButtonLink";
import { type FragmentType, graphql, readFragment } from "@/gql";

import { Conflict } from "./Conflict";
import { KeptWhen } from "./KeptWhen";
import { useKeptWords } from "./useKeptWords";
import { useSaving } from "./useSaving";
import { isSame, type Words } from "./words";
import { Writer } from "./Writer";

export const PostEditor_post = graphql(`
  fragment PostEditor_post on Post {
    id
    version
    status
    title
    body
    tags {
      id
      name
    }
  }
`);

interface Props {
  post: FragmentType<typeof PostEditor_post>;
  slug: string;
}

export function PostEditor({ post, slug }: Props) {
  const found = readFragment(PostEditor_post, post);
  const [published] = useState<Words>(() => ({
    title: found.title,
    body: found.body,
    tags: found.tags.map(({ name }) => name),
  }));
  const kept = useKeptWords(`writing:${found.id}`, published, found.version);
  const { words, setWords, begunAt, setBegunAt, drop } = kept;
  const { errors, isSaving, theirs, setTheirs, save } = useSaving(found.id, slug, drop);
  const isDraft = found.status === "DRAFT";

  const head = (
    <>
      <h1 className="unseen">{isDraft ? "A draft" : "An edit"}</h1>
      <div className="writer-head">
        {kept.keptAt ? <KeptWhen at={kept.keptAt} /> : <span>{isDraft ? "A draft" : "Your post, as it stands"}</span>}
        <span className="grow" />
        <ButtonLink to="/posts/$slug" params={{ slug }} variant="subtle">
          Leave
        </ButtonLink>
        {isDraft && (
          <Button variant="default" loading={isSaving} onClick={() => void save(words, begunAt, "keep", setBegunAt)}>
            Keep as draft
          </Button>
        )}
        <Button loading={isSaving} onClick={() => void save(words, begunAt, isDraft ? "publish" : "show")}>
          {isDraft ? "Publish" : "Keep the change"}
        </Button>
      </div>
      {errors.root && (
        <Banner kind="danger" icon="danger" title={errors.root}>
          Your words are kept on this device.
        </Banner>
      )}
      {kept.wasRestored && !theirs && !isSame(words, published) && (
        <Banner
          kind="news"
          icon="again"
          title="You had begun to edit this on this device."
          action={
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                drop();
                setBegunAt(found.version);
                setWords(published);
              }}
            >
              Take the post as it stands
            </Button>
          }
        >
          Your words are back in the fields.
        </Banner>
      )}
      {theirs && (
        <Conflict
          mine={words}
          theirs={theirs.words}
          onMine={() => {
            setTheirs(null);
            setBegunAt(theirs.version);
            void save(words, theirs.version, isDraft ? "keep" : "show", setBegunAt);
          }}
          onTheirs={() => {
            setTheirs(null);
            setBegunAt(theirs.version);
            setWords(theirs.words);
          }}
        />
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
      onSend={() => void save(words, begunAt, isDraft ? "keep" : "show", setBegunAt)}
    />
  );
}
