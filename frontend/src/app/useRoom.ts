import { useLocation } from "@tanstack/react-router";

/** The room of the site that the page belongs to: talk holds the posts, the market its coins. */
export function useRoom(): string | null {
  const { pathname } = useLocation();
  if (pathname === "/" || pathname.startsWith("/posts/")) return "/";
  if (pathname === "/market" || pathname.startsWith("/coins/")) return "/market";
  return pathname === "/write" ? pathname : null;
}
