import { useLocation } from "@tanstack/react-router";

import { Banner } from "@/components/Banner";
import { ButtonLink } from "@/components/ButtonLink";
import { useHasEnded } from "@/lib/session/context";

/** A session that ended without a word of its owner: where one reads, so that it surprises nobody later. */
export function SessionEnded() {
  const hasEnded = useHasEnded();
  const { href } = useLocation();
  if (!hasEnded) return null;
  return (
    <div className="wrap session-ended">
      <Banner
        kind="caution"
        icon="lock"
        title="You are signed out."
        action={
          <ButtonLink to="/sign-in" search={{ next: href }} variant="default" size="xs">
            Sign in again
          </ButtonLink>
        }
      >
        Your session has come to its end, or was ended on another device. What you were writing is kept here.
      </Banner>
    </div>
  );
}
