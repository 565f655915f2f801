/** What this browser keeps for itself; where it keeps nothing, reading answers null and writing does nothing. */
const PREFIX = "cryptotalks:";

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- whoever kept it knows what it is
export function readKept<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // It is full, or not allowed: nobody has to hear of it.
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // As above.
  }
}
