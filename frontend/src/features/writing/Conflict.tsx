import { Button } from "@mantine/core";

import { Banner } from "@/components/Banner";

import { apart, type Piece } from "./apart";
import type { Words } from "./words";

interface Props {
  mine: Words;
  theirs: Words;
  onMine: () => void;
  onTheirs: () => void;
}

/** Two edits of one post: both texts side by side, what differs marked, and the choice. */
export function Conflict({ mine, theirs, onMine, onTheirs }: Props) {
  const [left, right] = apart(whole(mine), whole(theirs));
  return (
    <section aria-label="Two edits">
      <Banner kind="caution" icon="write" title="The post was edited elsewhere meanwhile.">
        Nothing is lost: compare the two, and choose. Or mend yours first, then keep it.
      </Banner>
      <div className="versions">
        <div>
          <h3>Yours</h3>
          <Version pieces={left} />
          <Button onClick={onMine}>Keep mine</Button>
        </div>
        <div>
          <h3>The other, as it stands now</h3>
          <Version pieces={right} />
          <Button variant="default" onClick={onTheirs}>
            Take the other
          </Button>
        </div>
      </div>
    </section>
  );
}

function Version({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <pre tabIndex={0}>
      {pieces.map(({ text, differs }, index) => (differs ? <mark key={index}>{text}</mark> : text))}
    </pre>
  );
}

function whole({ title, tags, body }: Words): string {
  return `${title}\n${tags.map((tag) => `#${tag}`).join(" ")}\n\n${body}`;
}
