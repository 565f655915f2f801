import { Icon } from "@/components/Icon";
import { count } from "@/lib/format/numbers";

interface Props {
  name: string;
  replyCount: number;
  onUnfold: () => void;
}

/** A folded branch, in one line. */
export function FoldLine({ name, replyCount, onUnfold }: Props) {
  return (
    <button
      type="button"
      className="plain fold-line"
      aria-expanded={false}
      data-step
      data-action="fold"
      onClick={onUnfold}
    >
      <span className="fold-plus">
        <Icon name="plus" size={14} />
      </span>
      <span>
        <b>{name}</b>
        {replyCount > 0 && ` and ${count(replyCount)} ${replyCount === 1 ? "reply" : "replies"}`}, folded
      </span>
    </button>
  );
}
