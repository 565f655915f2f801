import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ButtonLink } from "@/components/ButtonLink";
import { Empty } from "@/components/Empty";

interface Props {
  children: ReactNode;
}

/** Instead of a page that only somebody signed in may see. */
export function NeedsSignIn({ children }: Props) {
  const { href } = useLocation();
  return (
    <div className="wrap">
      <Empty
        title="Sign in first"
        alone
        action={
          <ButtonLink to="/sign-in" search={{ next: href }}>
            Sign in
          </ButtonLink>
        }
      >
        {children}
      </Empty>
    </div>
  );
}
