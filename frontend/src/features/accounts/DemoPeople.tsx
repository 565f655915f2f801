import { useEffect, useState } from "react";

import { PersonPicture } from "@/features/people/PersonPicture";
import { type DemoPerson, demoPeople } from "@/lib/demoPeople";

const ROLES = { MEMBER: null, MODERATOR: "Moderator", ADMIN: "Admin" };

interface Props {
  onPerson: (person: DemoPerson) => void;
}

/** Where the forum has a demo: its people, to be one of by a press. */
export function DemoPeople({ onPerson }: Props) {
  const [people, setPeople] = useState<DemoPerson[]>([]);
  useEffect(() => {
    void demoPeople().then(setPeople);
  }, []);
  if (people.length === 0) return null;
  return (
    <section className="gate-demo" aria-labelledby="demo">
      <h2 id="demo">This forum is a demo: be one of its people</h2>
      <ul>
        {people.map((person) => (
          <li key={person.username}>
            <button
              type="button"
              className="plain"
              onClick={() => {
                onPerson(person);
              }}
            >
              <PersonPicture username={person.username} size={22} />
              {person.displayName}
              {ROLES[person.role] && <small>{ROLES[person.role]}</small>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
