import { useLocation, useNavigate } from "@tanstack/react-router";

import { useViewer } from "@/lib/session/context";

/** Whether somebody is signed in; where nobody is, asks for it and comes back here afterwards. */
export function useSignedIn(): () => boolean {
  const viewer = useViewer();
  const navigate = useNavigate();
  const { href } = useLocation();
  return () => {
    if (!viewer) void navigate({ to: "/sign-in", search: { next: href } });
    return viewer !== null;
  };
}
