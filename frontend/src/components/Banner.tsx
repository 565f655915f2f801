import type { ReactNode } from "react";

import { Icon, type IconName } from "./Icon";
import "./banner.css";

interface Props {
  kind: "danger" | "caution" | "news";
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** A word about a part of the page, where that part stands. */
export function Banner({ kind, icon, title, children, action }: Props) {
  return (
    <div className={`banner ${kind}`} role={kind === "danger" ? "alert" : "status"}>
      <Icon name={icon} size={19} />
      <div className="grow">
        <strong>{title}</strong>
        {children && <div className="soft">{children}</div>}
      </div>
      {action}
    </div>
  );
}
