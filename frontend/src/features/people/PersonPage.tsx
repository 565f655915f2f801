import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { Failed } from "@/components/Failed";
import { TabLink } from "@/components/TabLink";
import { useTitle } from "@/components/useTitle";
import { NotFound } from "@/features/about/NotFound";
import { graphql } from "@/gql";
import { count } from "@/lib/format/numbers";
import { useViewer } from "@/lib/session/context";

import { PersonComments } from "./PersonComments";
import { PersonHead } from "./PersonHead";
import { PersonPosts } from "./PersonPosts";
import { ViewerPosts } from "./ViewerPosts";
import "@/features/coins/figures.css";
import "./person.css";

const route = getRouteApi("/site/people/$username");

const Person_query = graphql(`
  query Person($username: String!) {
    user(username: $username) {
      id
      username
      displayName
      reputation
      posts(first: 1) {
        totalCount
      }
      comments(first: 1) {
        totalCount
      }
      ...PersonHead_user
    }
  }
`);

export function PersonPage() {
  const { username } = route.useParams();
  const { show } = route.useSearch();
  const viewer = useViewer();
  const [{ data, error }, readAgain] = useQuery({ query: Person_query, variables: { username } });
  const user = data?.user;
  useTitle(user?.displayName);

  if (data && !user) return <NotFound what="person" />;
  if (!user) {
    return (
      <div className="columns">
        {error ? (
          <Failed
            what="The person"
            error={error}
            onAgain={() => {
              readAgain({ requestPolicy: "network-only" });
            }}
          />
        ) : (
          <BoneLines lines={6} label="The person is loading" />
        )}
      </div>
    );
  }
  const isMe = viewer?.user.username === user.username;
  const tabs = [
    { to: undefined, words: "Posts", amount: user.posts.totalCount },
    { to: "comments", words: "Comments", amount: user.comments.totalCount },
    ...(isMe
      ? [
          { to: "drafts", words: "Drafts", amount: null },
          { to: "kept", words: "Kept for later", amount: null },
        ]
      : []),
  ];
  const tab = tabs.find(({ to }) => to === show) ?? tabs[0];
  const figures = [
    ["Reputation", user.reputation],
    ["Posts", user.posts.totalCount],
    ["Comments", user.comments.totalCount],
  ] as const;

  return (
    <div className="columns person-columns">
      <div>
        <PersonHead user={user} />
        <nav className="tabs person-tabs" aria-label="What to show">
          {tabs.map(({ to, words, amount }) => (
            <TabLink
              key={words}
              to="/people/$username"
              params={{ username }}
              search={{ show: to }}
              resetScroll={false}
              words={amount === null ? words : `${words} ${count(amount)}`}
              isHere={tab?.to === to}
            >
              {words} {amount !== null && <span className="num quiet">{count(amount)}</span>}
            </TabLink>
          ))}
        </nav>
        {tab?.to === undefined && <PersonPosts key={username} username={username} name={user.displayName} />}
        {tab?.to === "comments" && <PersonComments key={username} username={username} name={user.displayName} />}
        {tab?.to === "drafts" && <ViewerPosts key="drafts" what="drafts" />}
        {tab?.to === "kept" && <ViewerPosts key="kept" what="bookmarks" />}
      </div>
      <aside aria-label="In numbers">
        <dl className="sheet figures">
          {figures.map(([name, amount]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{count(amount)}</dd>
            </div>
          ))}
        </dl>
      </aside>
    </div>
  );
}
