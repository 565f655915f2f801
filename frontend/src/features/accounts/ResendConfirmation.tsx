import { Button } from "@mantine/core";
import { useMutation } from "urql";

import { graphql } from "@/gql";
import { troubleOf, wordsOf } from "@/lib/errors";

const ResendConfirmationMail = graphql(`
  mutation ResendConfirmation($input: ResendConfirmationInput!) {
    resendConfirmation(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

interface Props {
  email: string;
}

export function ResendConfirmation({ email }: Props) {
  const [{ data, error, fetching }, resend] = useMutation(ResendConfirmationMail);
  const refusal = error ? troubleOf(error).words : wordsOf(data?.resendConfirmation.errors ?? []);
  if (data && refusal === null) return <span role="status">A mail is on its way to {email}.</span>;
  return (
    <>
      {refusal && <p className="refusal">{refusal}</p>}
      <Button variant="default" size="xs" loading={fetching} onClick={() => void resend({ input: { email } })}>
        Send the mail again
      </Button>
    </>
  );
}
