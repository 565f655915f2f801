import { ToolbarButton, useGraphiQL } from "@graphiql/react";
import { useState } from "react";

import { linkTo } from "./deepLink";

const LABEL = "Copy a link to this operation";

/** The other half of a deep link: makes one of what stands in the editors. */
export function CopyLinkButton() {
  const [label, setLabel] = useState(LABEL);
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({
    queryEditor,
    variableEditor,
  }));

  async function copyLink() {
    const link = linkTo({ query: queryEditor?.getValue() ?? "", variables: variableEditor?.getValue() ?? "" });
    try {
      await navigator.clipboard.writeText(link);
      setLabel("Copied");
    } catch {
      setLabel("The browser did not allow it");
    }
    setTimeout(() => {
      setLabel(LABEL);
    }, 2000);
  }

  return (
    <ToolbarButton label={label} onClick={() => void copyLink()}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5">
        <path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1.5 1.5M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1.5-1.5" />
      </svg>
    </ToolbarButton>
  );
}
