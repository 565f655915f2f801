export type Decimal = `${number}`;

const MINUS = "−";
const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.NumberFormat(undefined, options)));
  return found;
}

const digits = (least: number, most = least) => format({ minimumFractionDigits: least, maximumFractionDigits: most });

/** Two decimals from 2 up, four below, four significant digits under 0.01. The string itself is written, not a float. */
export function price(value: Decimal): string {
  const size = Math.abs(Number(value));
  if (size >= 2) return digits(2).format(value);
  if (size >= 0.01 || size === 0) return digits(4).format(value);
  return format({ minimumSignificantDigits: 4, maximumSignificantDigits: 4 }).format(value);
}

export type Direction = "rise" | "fall" | "flat";

/** By what is written: what rounds to 0.00 stands still. */
export function directionOf(percent: Decimal): Direction {
  const rounded = Math.round(Number(percent) * 100);
  return rounded > 0 ? "rise" : rounded < 0 ? "fall" : "flat";
}

/** With its sign, a true minus, and two decimals. */
export function percent(value: Decimal): string {
  const words = digits(2).format(value).replace(/^[-−]/, "");
  const sign = { rise: "+", fall: MINUS, flat: "" }[directionOf(value)];
  return `${sign}${words}%`;
}

/** A part of a whole, such as 57.6%. */
export function share(value: Decimal): string {
  return `${digits(1).format(value)}%`;
}

const STEPS = [
  { from: 1e12, letter: "T" },
  { from: 1e9, letter: "B" },
  { from: 1e6, letter: "M" },
] as const;

/** Dollars in three figures: $3.34 T, $148.2 B, $990 M. */
export function dollars(value: Decimal): string {
  const size = Number(value);
  const step = STEPS.find(({ from }) => size >= from);
  if (!step) return `$${digits(0).format(value)}`;
  const scaled = size / step.from;
  const decimals = scaled < 10 ? 2 : scaled < 200 ? 1 : 0;
  return `$${digits(step.letter === "M" ? 0 : decimals).format(scaled)} ${step.letter}`;
}

/** A whole number, with a true minus. */
export function count(value: number | Decimal): string {
  return digits(0).format(value).replace("-", MINUS);
}

/** At most so many significant digits, for what is counted in coins. */
export function amount(value: Decimal, most = 5): string {
  return format({ maximumSignificantDigits: most }).format(value);
}

/** How far one price is from another, in percent. */
export function distance(from: Decimal, to: Decimal): Decimal {
  return ((Number(to) / Number(from) - 1) * 100).toFixed(4) as Decimal;
}
