import type { CombinedError } from "urql";

/** What a person is told where something did not work. */
export interface Trouble {
  words: string;
  /** Names the line of the log, for a report. */
  reference?: string;
  /** Seconds until it may be tried again. */
  retryAfter?: number;
  /** Whether nobody was reached, so that trying again is all there is to do. */
  isOffline?: boolean;
  needsSignIn?: boolean;
}

interface Extensions {
  code?: string;
  reference?: string;
  retryAfter?: number;
}

/** The contract's words where they are for a person, ours where the connection is at fault. */
export function troubleOf(error: CombinedError): Trouble {
  const first = error.graphQLErrors[0];
  if (!first) return { words: "The connection broke.", isOffline: true };
  const { code, reference, retryAfter } = first.extensions as Extensions;
  switch (code) {
    case "INTERNAL":
      return { words: "Our fault, not yours.", ...(reference && { reference }) };
    case "UNAVAILABLE":
      return { words: "A server of ours is away. Try again in a moment." };
    case "RATE_LIMITED":
      return { words: "A little slower, please.", ...(retryAfter && { retryAfter }) };
    case "UNAUTHENTICATED":
      return { words: "Sign in to do that.", needsSignIn: true };
    default:
      return { words: first.message };
  }
}

/** One of the contract's errors in the input. */
export interface FieldError {
  code: string;
  message: string;
  field?: readonly string[] | null | undefined;
}

/** Those errors by the field that each is about; "root" holds those about all of it. */
export function byField(errors: readonly FieldError[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { field, message } of errors) {
    const name = field?.[0] ?? "root";
    found[name] = name in found ? `${found[name] ?? ""} ${message}` : message;
  }
  return found;
}

export function wordsOf(errors: readonly FieldError[]): string | null {
  return errors.length ? errors.map(({ message }) => message).join(" ") : null;
}
