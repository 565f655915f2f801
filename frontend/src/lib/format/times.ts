const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit" });
const thisYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const anyYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const month = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** "just now", "12 min", "5 h", then weekday and time, then the date. */
export function since(instant: string, now: number): string {
  const then = new Date(instant);
  const ago = now - then.getTime();
  if (ago < MINUTE) return "just now";
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)} min`;
  if (ago < DAY) return `${Math.floor(ago / HOUR)} h`;
  if (ago < 6 * DAY) return weekday.format(then);
  return (then.getFullYear() === new Date(now).getFullYear() ? thisYear : anyYear).format(then);
}

/** Whether `since` says how long ago it was, rather than when. */
export function isRecent(instant: string, now: number): boolean {
  const ago = now - Date.parse(instant);
  return ago >= MINUTE && ago < DAY;
}

export const timeOfDay = (instant: string | number): string => clock.format(new Date(instant));
export const dateOf = (instant: string): string => anyYear.format(new Date(instant));
export const monthOf = (instant: string): string => month.format(new Date(instant));
export const instantOf = (instant: string): string => whole.format(new Date(instant));

/** How long until then, as 0:42. */
export function countdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
