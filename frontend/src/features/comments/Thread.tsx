import { useEffect, useRef, useState } from "react";

import { ConnectionBadge } from "@/components/ConnectionBadge";
import { type FragmentType, graphql, readFragment } from "@/gql";
import type { CommentOrder } from "@/gql/graphql";
import { count } from "@/lib/format/numbers";
import { keep, readKept } from "@/lib/kept";

import { Anchor } from "./anchor";
import { AwayBanner } from "./AwayBanner";
import { Newcomers } from "./newcomers";
import { NewPill } from "./NewPill";
import { OrderMenu } from "./OrderMenu";
import { ThreadContext } from "./thread";
import { ThreadKeys } from "./ThreadKeys";
import { TopLevel } from "./TopLevel";
import { TopComposer } from "./TopComposer";
import { usePath } from "./usePath";
import { usePending } from "./usePending";
import { useThreadNews } from "./useThreadNews";
import "./thread.css";

const Thread_post = graphql(`
  fragment Thread_post on Post {
    id
    title
    status
    commentCount
    author {
      id
      username
    }
  }
`);

interface Props {
  post: FragmentType<typeof Thread_post>;
  slug: string;
}

/** What was said under a post: nested articles, the newest words of one's own at once, others' as they come. */
export function Thread({ post, slug }: Props) {
  const { id, title, status, commentCount, author } = readFragment(Thread_post, post);
  const [order, setOrder] = useState<CommentOrder>(() => readKept<CommentOrder>("comment-order") ?? "TOP");
  const [newcomers] = useState(() => new Newcomers());
  const section = useRef<HTMLElement>(null);
  const [anchor] = useState(() => new Anchor());
  const { pending, send, again, drop, taken } = usePending(id);
  const { path, linked, goTo } = usePath();
  const asked = { postId: id, slug, author: author.username, order, commentCount, newcomers, onTaken: taken };
  const { absence, leaveAbsence } = useThreadNews(asked);

  useEffect(() => (section.current ? anchor.hold(section.current) : undefined), [anchor]);
  useEffect(() => {
    if (location.hash === "#thread") document.getElementById("thread")?.scrollIntoView();
  }, []);

  const goToFirst = () => {
    const [first] = newcomers.waiting();
    leaveAbsence();
    if (first) void goTo(first.id);
  };
  const known = { slug, title, author: author.username, isOpen: status === "PUBLISHED", order };
  const facts = { ...known, path, linked, newcomers, remember: anchor.remember, pending, send, again, drop };

  return (
    <ThreadContext value={facts}>
      <section ref={section} className="thread-section" aria-labelledby="thread">
        <div className="thread-head">
          <h2 id="thread">
            <span className="num">{count(commentCount)}</span> {commentCount === 1 ? "comment" : "comments"}
          </h2>
          <ConnectionBadge isShort />
          <OrderMenu
            order={order}
            onOrder={(chosen) => {
              keep("comment-order", chosen);
              setOrder(chosen);
            }}
          />
        </div>
        {absence && <AwayBanner absence={absence} onGo={goToFirst} onLeave={leaveAbsence} />}
        <TopComposer postId={id} isLocked={status === "LOCKED"} isFirst={commentCount === 0} />
        <TopLevel key={order} />
      </section>
      <NewPill newcomers={newcomers} onGo={goToFirst} />
      <ThreadKeys onNext={goToFirst} />
    </ThreadContext>
  );
}
