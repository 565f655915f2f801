import type { ReactNode } from "react";

import "./empty.css";

interface Props {
  title: string;
  children: ReactNode;
  /** The one way on. */
  action?: ReactNode;
}

export function Empty({ title, children, action }: Props) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      <p>{children}</p>
      {action && <div className="row">{action}</div>}
    </div>
  );
}
