import { useState } from "react";

interface Props {
  of: string;
}

/** Names a line of the log; a press copies it, so that a report can name it too. */
export function Reference({ of }: Props) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(of).then(() => {
      setIsCopied(true);
    });
  };
  return (
    <>
      Reference{" "}
      <button type="button" className="plain num" onClick={copy} title="Copy">
        {of}
      </button>
      {isCopied ? ", copied." : "."}
    </>
  );
}
