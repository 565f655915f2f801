import { KeyList } from "@/components/KeyList";
import { CoinLine } from "@/features/coins/CoinLine";
import { PersonLink } from "@/features/people/PersonLink";
import { RoleBadge } from "@/features/people/RoleBadge";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { count } from "@/lib/format/numbers";

const PostRail_post = graphql(`
  fragment PostRail_post on Post {
    id
    participantCount
    participants(first: 5) {
      commentCount
      user {
        id
        ...PersonLink_user
        ...RoleBadge_user
      }
    }
    author {
      id
      username
    }
    coins {
      id
      ...CoinLine_coin
    }
  }
`);

const KEYS = [
  { keys: ["J", "K"], words: "next and previous comment" },
  { keys: ["R"], words: "reply" },
  { keys: ["U"], words: "vote up" },
  { keys: ["X"], words: "fold the branch" },
  { keys: ["N"], words: "next new reply" },
] as const;

interface Props {
  post: FragmentType<typeof PostRail_post>;
}

export function PostRail({ post }: Props) {
  const { coins, participants, participantCount, author } = readFragment(PostRail_post, post);
  return (
    <aside className="post-rail" aria-label="About this post">
      {coins.length > 0 && (
        <section className="sheet">
          <h2 className="sheet-head">Coins in this post</h2>
          {coins.map((coin) => (
            <CoinLine key={coin.id} coin={coin} />
          ))}
        </section>
      )}
      {participants.length > 0 && (
        <section className="sheet">
          <h2 className="sheet-head">
            In this thread
            <span className="more">{participantCount === 1 ? "1 person" : `${count(participantCount)} people`}</span>
          </h2>
          <ul className="sheet-body participants">
            {participants.map(({ user, commentCount }) => (
              <li key={user.id}>
                <PersonLink user={user} picture={24} />
                <RoleBadge user={user} author={author.username} />
                <span className="num">{count(commentCount)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="post-keys">
        <h2>Keys</h2>
        <KeyList keys={KEYS} />
      </section>
    </aside>
  );
}
