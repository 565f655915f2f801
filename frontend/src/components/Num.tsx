import type { ReactNode } from "react";

interface Props {
  children: ReactNode;
  className?: string;
  title?: string;
}

/** Numbers in the face whose figures all have one width. */
export function Num({ children, className = "", title }: Props) {
  return (
    <span className={`num ${className}`} title={title}>
      {children}
    </span>
  );
}
