import { expect, test } from "vitest";

import { recounted } from "./optimistic";

const before = { upvotes: 5, downvotes: 2, viewerVote: null };

test("a vote up is one more", () => {
  expect(recounted(before, "UP")).toEqual({ score: 4, upvotes: 6, downvotes: 2, viewerVote: "UP" });
});

test("a vote that changes its way counts on both sides", () => {
  expect(recounted({ ...before, viewerVote: "UP" }, "DOWN")).toEqual({
    score: 1,
    upvotes: 4,
    downvotes: 3,
    viewerVote: "DOWN",
  });
});

test("a vote taken back leaves no trace, and the same vote again changes nothing", () => {
  const voted = { ...before, viewerVote: "DOWN" } as const;

  expect(recounted(voted, null)).toEqual({ score: 4, upvotes: 5, downvotes: 1, viewerVote: null });
  expect(recounted(voted, "DOWN")).toEqual({ score: 3, ...voted });
});
