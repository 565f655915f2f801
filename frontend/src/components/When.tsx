import { instantOf, isRecent, since } from "@/lib/format/times";
import { useNow } from "@/lib/now";

interface Props {
  at: string;
  /** With the word "ago" after a length of time. */
  ago?: boolean;
}

export function When({ at, ago = false }: Props) {
  const now = useNow();
  return (
    <time dateTime={at} title={instantOf(at)}>
      {since(at, now)}
      {ago && isRecent(at, now) && " ago"}
    </time>
  );
}
