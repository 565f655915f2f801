import { Icon } from "@/components/Icon";
import { type FragmentType, graphql, readFragment } from "@/gql";

import "./personLink.css";

const RoleBadge_user = graphql(`
  fragment RoleBadge_user on User {
    id
    username
    role
  }
`);

interface Props {
  user: FragmentType<typeof RoleBadge_user>;
  /** Who wrote the post that this stands under. */
  author?: string | undefined;
}

export function RoleBadge({ user, author }: Props) {
  const { username, role } = readFragment(RoleBadge_user, user);
  return (
    <>
      {username === author && <span className="role author">Author</span>}
      {role !== "MEMBER" && (
        <span className="role keeper">
          <Icon name="shield" size={13} />
          {role === "ADMIN" ? "Admin" : "Moderator"}
        </span>
      )}
    </>
  );
}
