import { Banner } from "@/components/Banner";
import { Prose } from "@/components/Prose";
import { ShareButton } from "@/components/ShareButton";
import { When } from "@/components/When";
import { chipsInWords } from "@/features/coins/CoinChip";
import { PersonLink } from "@/features/people/PersonLink";
import { PersonPicture } from "@/features/people/PersonPicture";
import { PostVote } from "@/features/ratings/PostVote";
import { type FragmentType, graphql, readFragment } from "@/gql";

import { BookmarkButton } from "./BookmarkButton";
import { PostMenu } from "./PostMenu";
import { TagLink } from "./TagLink";

const PostArticle_post = graphql(`
  fragment PostArticle_post on Post {
    id
    title
    bodyHtml
    status
    statusReason
    url
    createdAt
    editedAt
    author {
      id
      username
      title
      ...PersonLink_user
    }
    tags {
      id
      name
    }
    coins {
      id
      ...CoinChip_coin
    }
    ...PostVote_post
    ...BookmarkButton_post
    ...PostMenu_post
  }
`);

interface Props {
  post: FragmentType<typeof PostArticle_post>;
}

export function PostArticle({ post }: Props) {
  const found = readFragment(PostArticle_post, post);
  const actions = (
    <>
      <BookmarkButton post={found} />
      <ShareButton url={found.url} title={found.title} />
      <PostMenu post={found} />
    </>
  );
  return (
    <article className="post" data-post>
      <div className="post-side">
        <PostVote post={found} upright />
        {actions}
      </div>
      <div>
        <div className="post-tags">
          {found.tags.map(({ id, name }) => (
            <TagLink key={id} name={name} />
          ))}
        </div>
        <h1 dir="auto">{found.title}</h1>
        <div className="byline">
          <PersonPicture username={found.author.username} size={40} />
          <div className="grow">
            <div className="byline-name">
              <PersonLink user={found.author} />
              {found.author.title && <span className="quiet byline-title"> · {found.author.title}</span>}
            </div>
            <div className="byline-time">
              <When at={found.createdAt} ago />
              {found.editedAt && (
                <>
                  , edited <When at={found.editedAt} ago />
                </>
              )}
            </div>
          </div>
          <div className="post-hand">
            <PostVote post={found} />
            {actions}
          </div>
        </div>
        {found.status === "LOCKED" && (
          <Banner kind="caution" icon="lock" title="This thread is locked.">
            {found.statusReason ?? "It can be read and shared. New comments are closed."}
          </Banner>
        )}
        {found.status === "HIDDEN" && (
          <Banner kind="caution" icon="shield" title="A moderator hid this post.">
            {found.statusReason ?? "Others do not see it."}
          </Banner>
        )}
        {found.status === "DRAFT" && (
          <Banner kind="caution" icon="write" title="This is a draft.">
            Nobody but you can read it.
          </Banner>
        )}
        <Prose html={found.bodyHtml} coins={chipsInWords(found.coins)} />
      </div>
    </article>
  );
}
