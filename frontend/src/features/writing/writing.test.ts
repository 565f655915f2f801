import { describe, expect, test } from "vitest";

import { apart } from "./apart";
import { highlight } from "./highlight";
import { MARKS, withMark } from "./marks";
import { asTag } from "./words";

describe("a mark", () => {
  test("goes around what is selected, which stays selected", () => {
    expect(withMark("a word here", 2, 6, MARKS.bold)).toEqual({ text: "a **word** here", from: 4, to: 8 });
  });

  test("brings a word of its own where nothing is selected", () => {
    const { text, from, to } = withMark("", 0, 0, MARKS.link);

    expect(text).toBe("[words](https://)");
    expect(text.slice(from, to)).toBe("words");
  });

  test("of a list goes before each line, on lines of its own", () => {
    expect(withMark("say: one\ntwo", 5, 12, MARKS.numbers).text).toBe("say: \n1. one\n2. two");
  });

  test("of several lines of code is a block", () => {
    expect(withMark("a\nb", 0, 3, MARKS.code).text).toBe("```\na\nb\n```");
  });
});

describe("the marked text", () => {
  const found = (text: string) =>
    highlight(text, new Set(["ETH"]))
      .filter(({ kind }) => kind !== "plain")
      .map(({ kind, text: piece }) => `${kind} ${piece}`);

  test("says the same letters", () => {
    const text = "# Head\n\n> *so* $ETH, $NOPE and @ada\n```\n$ETH **\n```\n1. end";

    const parts = highlight(text, new Set(["ETH"]));

    expect(parts.map((part) => part.text).join("")).toBe(text);
  });

  test("knows signs, headings, mentions, and the coins that there are", () => {
    expect(found("## Head")).toEqual(["sign ## ", "strong Head"]);
    expect(found("**b** $eth $NOPE $ETHEREUM @ada_1")).toEqual(["sign **", "sign **", "coin $eth", "strong @ada_1"]);
    expect(found("mail@example.org")).toEqual([]);
  });

  test("leaves code alone", () => {
    expect(found("```\n$ETH\n```\n$ETH")).toEqual(["sign ```", "sign ```", "coin $ETH"]);
  });
});

describe("two edits", () => {
  const differing = (pieces: { text: string; differs: boolean }[]) =>
    pieces.filter(({ differs }) => differs).map(({ text }) => text.trim());

  test("differ in the lines that the other has not", () => {
    const [mine, theirs] = apart("a\nmine\nb\nc", "a\nb\ntheirs\nc");

    expect(differing(mine)).toEqual(["mine"]);
    expect(differing(theirs)).toEqual(["theirs"]);
    expect(mine.map(({ text }) => text).join("")).toBe("a\nmine\nb\nc");
  });

  test("of thousands of lines are told apart too", () => {
    const lines = Array.from({ length: 4000 }, (_, line) => `line ${String(line)}`);
    const changed = lines.with(2000, "another");

    const [mine, theirs] = apart(lines.join("\n"), changed.join("\n"));

    expect([differing(mine), differing(theirs)]).toEqual([["line 2000"], ["another"]]);
  });
});

test("a tag is what the contract takes", () => {
  expect(asTag(" #Proof of  Stake ")).toBe("proof-of-stake");
});
