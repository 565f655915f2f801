import { type SubmitEvent, useState } from "react";

import type { DemoPerson } from "../src/lib/demoPeople";
import type { Refusal, Role, Viewer } from "../src/lib/session/ask";
import type { Session } from "../src/lib/session/session";

export const ROLES: Record<Role, string | null> = { MEMBER: null, MODERATOR: "Moderator", ADMIN: "Admin" };

interface Props {
  session: Session;
  viewer: Viewer | null;
  people: DemoPerson[];
  /** Whether it begins with the fields, for somebody who has an account. */
  startsAtForm: boolean;
  onDone: () => void;
}

/** Words stand beside what they are about. */
interface Shown {
  of: "people" | "form" | "session";
  words: string;
}

export function SessionPanel({ session, viewer, people, startsAtForm, onDone }: Props) {
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const refused = (of: Shown["of"]) =>
    shown?.of === of && (
      <p className="session-refusal" role="alert">
        {shown.words}
      </p>
    );

  async function attempt(of: Shown["of"], what: string, change: () => Promise<Pick<Refusal, "message"> | null>) {
    if (busyWith) return;
    setBusyWith(what);
    setShown(null);
    const refusal = await change().catch((error: unknown) => ({
      message: error instanceof Error ? error.message : String(error),
    }));
    setBusyWith(null);
    if (refusal === null) onDone();
    else setShown({ of, words: refusal.message });
  }

  function become({ username, email, password }: DemoPerson) {
    if (username === viewer?.user.username) onDone();
    else void attempt("people", username, () => session.signIn(email, password));
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const written = new FormData(event.currentTarget);
    const [email, password] = ["email", "password"].map((name) => written.get(name) as string);
    void attempt("form", "form", () => session.signIn(email ?? "", password ?? ""));
  }

  return (
    <>
      {viewer && (
        <section className="session-viewer">
          <p>
            {ROLES[viewer.user.role] ?? `@${viewer.user.username}`} &middot; {viewer.email}
          </p>
          <button type="button" autoFocus onClick={() => void attempt("session", "out", () => session.signOut())}>
            Sign out
          </button>
          {refused("session")}
        </section>
      )}
      {people.length > 0 && (
        <section>
          <h3 id="session-people">{viewer ? "Be somebody else" : "As one of the demo’s people"}</h3>
          <ul className="session-people" aria-labelledby="session-people">
            {people.map((person, index) => (
              <li key={person.username}>
                <button
                  type="button"
                  autoFocus={!viewer && !startsAtForm && index === 0}
                  aria-current={person.username === viewer?.user.username}
                  aria-busy={person.username === busyWith}
                  onClick={() => {
                    become(person);
                  }}
                >
                  <span>{person.displayName}</span>
                  <small>{ROLES[person.role] ?? `@${person.username}`}</small>
                </button>
              </li>
            ))}
          </ul>
          {refused("people")}
        </section>
      )}
      {!viewer && (
        <section>
          {people.length > 0 && <h3>With email and password</h3>}
          {refused("form")}
          <form className="session-form" onSubmit={submit}>
            <label>
              Email
              <input
                name="email"
                type="email"
                autoComplete="username"
                required
                autoFocus={startsAtForm || people.length === 0}
              />
            </label>
            <label>
              Password
              <input name="password" type="password" autoComplete="current-password" required />
            </label>
            <button type="submit" aria-busy={busyWith === "form"}>
              Sign in
            </button>
          </form>
        </section>
      )}
    </>
  );
}
