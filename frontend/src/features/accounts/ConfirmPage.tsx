import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMutation } from "urql";

import { Banner } from "@/components/Banner";
import { ButtonLink } from "@/components/ButtonLink";
import { useTitle } from "@/components/useTitle";
import { graphql } from "@/gql";
import { troubleOf, wordsOf } from "@/lib/errors";

const route = getRouteApi("/gate/confirm");

const ConfirmAccount = graphql(`
  mutation ConfirmAccount($input: ConfirmAccountInput!) {
    confirmAccount(input: $input) {
      errors {
        code
        message
      }
      user {
        id
        displayName
      }
    }
  }
`);

/** Where the link of the mail leads. It is confirmed by a press: programs that look into mail open links too. */
export function ConfirmPage() {
  const { token } = route.useSearch();
  const [{ data, error, fetching }, confirm] = useMutation(ConfirmAccount);
  const user = data?.confirmAccount.user;
  const refusal = error ? troubleOf(error).words : wordsOf(data?.confirmAccount.errors ?? []);
  useTitle("Confirm your account");

  if (user) {
    return (
      <div role="status">
        <h1>Welcome, {user.displayName}</h1>
        <p className="gate-why">Your account is open. Sign in once, and the talk is yours too.</p>
        <ButtonLink to="/sign-in" size="md" fullWidth>
          Sign in
        </ButtonLink>
      </div>
    );
  }
  return (
    <>
      <h1>Confirm your account</h1>
      <p className="gate-why">One press, and nobody else can sign up with your email.</p>
      <div className="gate-form">
        {!token && (
          <Banner kind="danger" icon="danger" title="The link is not whole.">
            Open it from the mail once more, or copy all of it.
          </Banner>
        )}
        {refusal && <Banner kind="danger" icon="danger" title={refusal} />}
        {token && (
          <Button size="md" fullWidth loading={fetching} onClick={() => void confirm({ input: { token } })}>
            Confirm
          </Button>
        )}
      </div>
      <p className="gate-ways words">
        The link is too old? <Link to="/sign-up">Sign up again</Link>, and a new one comes.
      </p>
    </>
  );
}
