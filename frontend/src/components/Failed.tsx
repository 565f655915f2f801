import { Button } from "@mantine/core";
import type { CombinedError } from "urql";

import { troubleOf } from "@/lib/errors";
import { countdown } from "@/lib/format/times";

import { Banner } from "./Banner";
import { Icon } from "./Icon";
import { Reference } from "./Reference";

interface Props {
  /** What did not come, such as "The candles". */
  what: string;
  error: CombinedError;
  onAgain: () => void;
}

/** One part that did not come; the rest of the page stays. */
export function Failed({ what, error, onAgain }: Props) {
  const { words, reference, retryAfter } = troubleOf(error);
  return (
    <Banner
      kind={retryAfter ? "caution" : "danger"}
      icon={retryAfter ? "clock" : "danger"}
      title={`${what} did not come.`}
      action={
        <Button variant="default" size="xs" leftSection={<Icon name="again" size={15} />} onClick={onAgain}>
          Again
        </Button>
      }
    >
      {words} {reference && <Reference of={reference} />}
      {retryAfter && `Try again in ${countdown(retryAfter)}.`}
    </Banner>
  );
}
