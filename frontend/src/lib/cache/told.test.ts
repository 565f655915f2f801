import { beforeEach, expect, test } from "vitest";

import { nameOfSent } from "./comments";
import { ADD, added, comment, makeReader } from "./reader";

let reader: ReturnType<typeof makeReader>;

beforeEach(() => {
  reader = makeReader();
});

test("others' words stand last in the thread, and first where the newest come first", async () => {
  for (const order of ["TOP", "NEWEST"]) await reader.open(order);

  reader.say(added(comment("comment_3")));

  expect(reader.ids("TOP")).toEqual(["comment_1", "comment_2", "comment_3"]);
  expect(reader.ids("NEWEST")).toEqual(["comment_3", "comment_1", "comment_2"]);
  expect(reader.thread()?.commentCount).toBe(3);
});

test("words of one's own stand first and once, whether the event or the answer is there before", async () => {
  await reader.open();

  reader.say(added(comment("comment_own"), nameOfSent()));
  expect(reader.ids()).toEqual(["comment_own", "comment_1", "comment_2"]);
  await reader.client.mutation(ADD, {});
  reader.say(added(comment("comment_own"), null));

  expect(reader.ids()).toEqual(["comment_own", "comment_1", "comment_2"]);
});

test("a name that somebody else has sent under is not one's own", async () => {
  await reader.open();

  reader.say(added(comment("comment_3"), "theirs"));

  expect(reader.ids()).toEqual(["comment_1", "comment_2", "comment_3"]);
});

test("the first reply to what came alone is there without a question to the server", async () => {
  await reader.open();
  reader.say(added(comment("comment_3")));

  reader.say(added(comment("comment_4", { id: "comment_3", replyCount: 1 }, 4)));
  reader.say(added(comment("comment_5", { id: "comment_3", replyCount: 2 }, 5)));

  for (const order of ["TOP", "OLDEST", "NEWEST"]) {
    expect(reader.branch("comment_3", order)?.replies.nodes.map(({ id }) => id)).toEqual(["comment_4", "comment_5"]);
  }
  expect(reader.branch("comment_3")?.replyCount).toBe(2);
  expect(reader.ids()).toEqual(["comment_1", "comment_2", "comment_3"]);
});

test("where earlier replies have not been read, one that comes is not taken for all of them", async () => {
  await reader.open();

  reader.say(added(comment("comment_3", { id: "comment_1", replyCount: 7 })));

  expect(reader.branch("comment_1")).toBeUndefined();
});

test("what was edited is read in its place", async () => {
  await reader.open();

  reader.say({
    commentActivity: { __typename: "CommentEdited", comment: { ...comment("comment_1"), bodyHtml: "better" } },
  });

  expect(reader.thread()?.comments.nodes.map(({ bodyHtml }) => bodyHtml)).toEqual(["better", "<p>words</p>"]);
});

test("what was deleted keeps its place without words or author, and is counted no more", async () => {
  await reader.open();

  reader.say({ commentActivity: { __typename: "CommentDeleted", commentId: "comment_1", commentCount: 1 } });

  const [gone, other] = reader.thread()?.comments.nodes ?? [];
  expect(gone).toMatchObject({ id: "comment_1", status: "DELETED", bodyHtml: null, author: null });
  expect(other).toMatchObject({ id: "comment_2", status: "VISIBLE" });
  expect(reader.thread()?.commentCount).toBe(1);
});

test("others' votes change the numbers, and leave the reader's own vote", async () => {
  await reader.open();

  const rated = { score: 8, upvotes: 9, downvotes: 1 };
  reader.say({ ratingChanged: { __typename: "PostRated", postId: "post_1", ...rated } });
  reader.say({ ratingChanged: { __typename: "CommentRated", commentId: "comment_2", ...rated } });

  expect(reader.thread()?.rating).toMatchObject({ score: 8, upvotes: 9, viewerVote: "DOWN" });
  expect(reader.thread()?.comments.nodes.map(({ rating }) => rating)).toMatchObject([
    { score: 4, upvotes: 5, viewerVote: "UP" },
    { score: 8, upvotes: 9, viewerVote: "UP" },
  ]);
});
