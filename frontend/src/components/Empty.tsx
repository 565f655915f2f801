import type { ReactNode } from "react";

import "./empty.css";

interface Props {
  title: string;
  children: ReactNode;
  /** The one way on. */
  action?: ReactNode;
  /** Where the page has no other heading. */
  alone?: boolean;
}

export function Empty({ title, children, action, alone = false }: Props) {
  const Heading = alone ? "h1" : "h2";
  return (
    <div className="empty">
      <Heading>{title}</Heading>
      <p>{children}</p>
      {action && <div className="row">{action}</div>}
    </div>
  );
}
