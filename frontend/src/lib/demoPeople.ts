import type { Role } from "./session/ask";

/** Somebody of the demo, whose password everybody may know. */
export interface DemoPerson {
  username: string;
  displayName: string;
  role: Role;
  email: string;
  password: string;
}

let asked: Promise<DemoPerson[]> | null = null;

/** Nobody, where the forum has no demo. */
export function demoPeople(): Promise<DemoPerson[]> {
  asked ??= fetch("/demo-people.json", { signal: AbortSignal.timeout(3000) })
    .then((response) => (response.ok ? (response.json() as Promise<DemoPerson[]>) : []))
    .catch(() => {
      asked = null;
      return [];
    });
  return asked;
}
