import { Link } from "@tanstack/react-router";

import { type FragmentType, graphql, readFragment } from "@/gql";

import { PersonPicture } from "./PersonPicture";
import "./personLink.css";

const PersonLink_user = graphql(`
  fragment PersonLink_user on User {
    id
    username
    displayName
  }
`);

interface Props {
  user: FragmentType<typeof PersonLink_user>;
  /** The picture's size; none is drawn where it is absent. */
  picture?: number;
}

export function PersonLink({ user, picture }: Props) {
  const { username, displayName } = readFragment(PersonLink_user, user);
  return (
    <Link to="/people/$username" params={{ username }} className="person-link">
      {picture && <PersonPicture username={username} size={picture} />}
      <span dir="auto">{displayName}</span>
    </Link>
  );
}
