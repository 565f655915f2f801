import { Button } from "@mantine/core";
import { useMutation } from "urql";

import { Icon } from "@/components/Icon";
import { When } from "@/components/When";
import { type FragmentType, graphql, readFragment } from "@/gql";
import { troubleOf, wordsOf } from "@/lib/errors";

const SessionLine_session = graphql(`
  fragment SessionLine_session on Session {
    id
    device
    ipAddress
    lastUsedAt
    current
  }
`);

const RevokeSession = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) {
      errors {
        code
        message
      }
      revokedId
    }
  }
`);

interface Props {
  session: FragmentType<typeof SessionLine_session>;
  onEnded: () => void;
}

export function SessionLine({ session, onEnded }: Props) {
  const { id, device, ipAddress, lastUsedAt, current } = readFragment(SessionLine_session, session);
  const [{ data, error, fetching }, revoke] = useMutation(RevokeSession);
  const refusal = error ? troubleOf(error).words : wordsOf(data?.revokeSession.errors ?? []);

  const end = async () => {
    const result = await revoke({ input: { id } });
    if (result.data?.revokeSession.revokedId) onEnded();
  };

  return (
    <li className="session">
      <Icon name={/android|iphone|ipad|mobile/i.test(device) ? "phone" : "laptop"} size={22} />
      <div>
        <b>{device}</b>
        {current && <span className="session-here">this one</span>}
        {refusal && (
          <p className="refusal" role="alert">
            {refusal}
          </p>
        )}
      </div>
      <span className="quiet session-where">
        <span className="num">{ipAddress}</span>, <When at={lastUsedAt} ago />
      </span>
      {current ? (
        <span />
      ) : (
        <Button variant="default" size="xs" loading={fetching} onClick={() => void end()} aria-label={`End ${device}`}>
          End
        </Button>
      )}
    </li>
  );
}
