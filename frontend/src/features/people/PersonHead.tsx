import { Icon } from "@/components/Icon";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { monthOf } from "@/lib/format/times";

import { PersonPicture } from "./PersonPicture";
import { RoleBadge } from "./RoleBadge";

const PersonHead_user = graphql(`
  fragment PersonHead_user on User {
    id
    username
    displayName
    title
    bio
    email
    joinedAt
    suspendedUntil
    links {
      website
      twitter
      linkedIn
    }
    ...RoleBadge_user
  }
`);

interface Props {
  user: FragmentType<typeof PersonHead_user>;
}

export function PersonHead({ user }: Props) {
  const found = readFragment(PersonHead_user, user);
  const { website, twitter, linkedIn } = found.links;
  return (
    <header className="person">
      <PersonPicture username={found.username} size={120} />
      <div>
        <h1 dir="auto">{found.displayName}</h1>
        <p className="person-name">
          @{found.username}
          {found.title && ` · ${found.title}`} <RoleBadge user={found} />
        </p>
        {found.bio && (
          <p className="person-bio" dir="auto">
            {found.bio}
          </p>
        )}
        <ul className="person-links">
          {website && <Place icon="globe" href={website} />}
          {twitter && <Place icon="at" href={twitter} />}
          {linkedIn && <Place icon="person" href={linkedIn} />}
          {found.email && (
            <li>
              <Icon name="mail" />
              <a href={`mailto:${found.email}`}>{found.email}</a>
            </li>
          )}
          <li>
            <Icon name="clock" />
            here since {monthOf(found.joinedAt)}
          </li>
        </ul>
      </div>
    </header>
  );
}

/** Somewhere else where the person is to be found: without what every address begins with. */
function Place({ icon, href }: { icon: "globe" | "at" | "person"; href: string }) {
  return (
    <li>
      <Icon name={icon} />
      <a href={href} rel="nofollow ugc noopener">
        {href.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "")}
      </a>
    </li>
  );
}
