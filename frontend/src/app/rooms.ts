/** The rooms of the site that the navigation names. */
export const ROOMS = [
  { to: "/", words: "Talk", icon: "comment" },
  { to: "/market", words: "Market", icon: "market" },
] as const;
