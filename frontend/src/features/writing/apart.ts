export interface Piece {
  text: string;
  differs: boolean;
}

const MOST = 1_500;

/** Two texts in lines, each with what the other has not. Very long ones differ from where they part to where they meet. */
export function apart(one: string, other: string): [Piece[], Piece[]] {
  const [left, right] = [one.split("\n"), other.split("\n")];
  const shared = left.length > MOST || right.length > MOST ? endsOf(left, right) : longestShared(left, right);
  return [piecesOf(left, shared.left), piecesOf(right, shared.right)];
}

interface Shared {
  left: Set<number>;
  right: Set<number>;
}

/** The longest run of lines, in order, that both have. */
function longestShared(left: string[], right: string[]): Shared {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const [below, beside] = [lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0];
      const same = (lengths[(i + 1) * width + j + 1] ?? 0) + 1;
      lengths[i * width + j] = left[i] === right[j] ? same : Math.max(below, beside);
    }
  }
  const shared: Shared = { left: new Set(), right: new Set() };
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      shared.left.add(i++);
      shared.right.add(j++);
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return shared;
}

function endsOf(left: string[], right: string[]): Shared {
  const shared: Shared = { left: new Set(), right: new Set() };
  const least = Math.min(left.length, right.length);
  let head = 0;
  while (head < least && left[head] === right[head]) {
    shared.left.add(head);
    shared.right.add(head++);
  }
  for (let tail = 1; tail <= least - head && left.at(-tail) === right.at(-tail); tail++) {
    shared.left.add(left.length - tail);
    shared.right.add(right.length - tail);
  }
  return shared;
}

function piecesOf(lines: string[], shared: Set<number>): Piece[] {
  return lines.map((line, index) => ({
    text: index < lines.length - 1 ? `${line}\n` : line,
    differs: !shared.has(index),
  }));
}
