/** How many replies come with each depth at first; deeper ones are asked for when their branch is drawn. */
export const REPLIES = [6, 3, 2] as const;
const DEEPER = 5;

export const repliesAt = (depth: number): number => REPLIES[depth] ?? DEEPER;
