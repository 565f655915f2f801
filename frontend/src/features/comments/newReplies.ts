import { count } from "@/lib/format/numbers";

export function newReplies(number: number): string {
  return `${count(number)} new ${number === 1 ? "reply" : "replies"}`;
}
