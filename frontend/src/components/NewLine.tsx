import { Icon } from "./Icon";
import "./newLine.css";

interface Props {
  words: string;
  onShow: () => void;
}

/** What has come since the list was read: it waits behind a line until the reader wants it. */
export function NewLine({ words, onShow }: Props) {
  return (
    <div className="new-line">
      <button type="button" className="plain" onClick={onShow}>
        <Icon name="up" size={15} />
        {words}
      </button>
    </div>
  );
}
