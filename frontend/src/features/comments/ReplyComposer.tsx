import { Composer } from "./Composer";
import { useThread } from "./thread";

interface Props {
  parentId: string;
  name: string;
  onDone: () => void;
}

export function ReplyComposer({ parentId, name, onDone }: Props) {
  const { send } = useThread();
  return (
    <div className="reply-composer">
      <Composer
        label={`Your reply to ${name}`}
        placeholder={`Answer ${name}`}
        draft={`reply:${parentId}`}
        sends="Reply"
        autoFocus
        onSend={(body) => {
          send(parentId, body);
          onDone();
        }}
        onLeave={onDone}
      />
    </div>
  );
}
