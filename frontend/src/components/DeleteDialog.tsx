import { Button, Modal } from "@mantine/core";

interface Props {
  isOpen: boolean;
  title: string;
  /** What goes, and what stays. */
  words: string;
  refusal: string | null;
  isDeleting: boolean;
  onDelete: () => void;
  onKeep: () => void;
}

/** Asks before something goes for good, and says why where it cannot. */
export function DeleteDialog({ isOpen, title, words, refusal, isDeleting, onDelete, onKeep }: Props) {
  return (
    <Modal opened={isOpen} onClose={onKeep} title={title}>
      <p className="soft">{words}</p>
      {refusal && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="row dialog-foot">
        <Button variant="outline" loading={isDeleting} onClick={onDelete}>
          Delete it
        </Button>
        <Button variant="subtle" onClick={onKeep}>
          Keep it
        </Button>
      </div>
    </Modal>
  );
}
