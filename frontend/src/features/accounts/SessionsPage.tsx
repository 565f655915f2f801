import { Button } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";

import { BoneLines } from "@/components/Bones";
import { Failed } from "@/components/Failed";
import { useTitle } from "@/components/useTitle";
import { graphql } from "@/gql";
import { troubleOf, wordsOf } from "@/lib/errors";
import { useSession } from "@/lib/session/context";

import { NeedsSignIn } from "./NeedsSignIn";
import { SessionLine } from "./SessionLine";
import "./sessions.css";

const Sessions_query = graphql(`
  query Sessions {
    viewer {
      email
      sessions {
        id
        ...SessionLine_session
      }
    }
  }
`);

const RevokeOthers = graphql(`
  mutation RevokeOtherSessions {
    revokeOtherSessions {
      errors {
        code
        message
      }
      viewer {
        sessions {
          id
          ...SessionLine_session
        }
      }
    }
  }
`);

export function SessionsPage() {
  const session = useSession();
  const [{ data, error }, readAgain] = useQuery({ query: Sessions_query });
  const [{ fetching }, revokeOthers] = useMutation(RevokeOthers);
  const [refusal, setRefusal] = useState<string | null>(null);
  const again = () => {
    readAgain({ requestPolicy: "network-only" });
  };
  useTitle("Sessions");

  const endOthers = async () => {
    const result = await revokeOthers({});
    const words = wordsOf(result.data?.revokeOtherSessions.errors ?? []);
    setRefusal(result.error ? troubleOf(result.error).words : words);
    again();
  };

  if (data && !data.viewer) return <NeedsSignIn>Your sessions are shown to you alone.</NeedsSignIn>;
  const sessions = data?.viewer?.sessions;
  return (
    <div className="wrap sessions">
      <h1 className="page-title">Sessions</h1>
      <p className="soft">
        Where you are signed in{data?.viewer && ` as ${data.viewer.email}`}. End what is not yours.
      </p>
      {!sessions &&
        (error ? (
          <Failed what="Your sessions" error={error} onAgain={again} />
        ) : (
          <BoneLines lines={6} label="Your sessions are loading" />
        ))}
      <ul>
        {sessions?.map((one) => (
          <SessionLine key={one.id} session={one} onEnded={again} />
        ))}
      </ul>
      {refusal && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="row">
        {sessions && sessions.length > 1 && (
          <Button variant="outline" loading={fetching} onClick={() => void endOthers()}>
            End all others
          </Button>
        )}
        <Button variant="default" onClick={() => void session.signOut().catch(() => null)}>
          Sign out here
        </Button>
      </div>
    </div>
  );
}
