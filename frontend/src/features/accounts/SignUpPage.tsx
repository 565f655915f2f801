import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useMutation } from "urql";

import { Banner } from "@/components/Banner";
import { useTitle } from "@/components/useTitle";
import { graphql } from "@/gql";
import { byField, troubleOf } from "@/lib/errors";

import { ResendConfirmation } from "./ResendConfirmation";

const SignUp = graphql(`
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

interface Fields {
  email: string;
  username: string;
  password: string;
  acceptTerms: boolean;
}

const FIELDS = ["email", "username", "password", "acceptTerms"] as const;

export function SignUpPage() {
  const [, signUp] = useMutation(SignUp);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { register, handleSubmit, formState, setError } = useForm<Fields>({ defaultValues: { acceptTerms: false } });
  const { errors, isSubmitting } = formState;
  useTitle("Sign up");

  const submit = async (input: Fields) => {
    const { data, error } = await signUp({ input });
    if (error) {
      setError("root", { message: troubleOf(error).words });
      return;
    }
    const refused = byField(data?.signUp.errors ?? []);
    for (const [name, message] of Object.entries(refused)) {
      setError(FIELDS.find((field) => field === name) ?? "root", { message });
    }
    if (Object.keys(refused).length === 0) setSentTo(input.email);
  };

  if (sentTo !== null) {
    return (
      <div role="status">
        <h1>Look into your mail</h1>
        <p className="gate-why">
          A link is on its way to <b>{sentTo}</b>. Press it within a day, and your account is open.
        </p>
        <ResendConfirmation email={sentTo} />
      </div>
    );
  }
  return (
    <>
      <h1>Sign up</h1>
      <p className="gate-why">You need an email that is yours. Nobody else will see it.</p>
      <form className="gate-form" onSubmit={(event) => void handleSubmit(submit)(event)} noValidate>
        {errors.root?.message && <Banner kind="danger" icon="danger" title={errors.root.message} />}
        <TextInput
          label="Email"
          type="email"
          autoComplete="email"
          autoFocus
          error={errors.email?.message}
          {...register("email", { required: "An email is needed: a link goes there." })}
        />
        <TextInput
          label="Username"
          autoComplete="username"
          description="3 to 24 letters, digits and _. It is your page's address too."
          inputWrapperOrder={["label", "input", "error", "description"]}
          error={errors.username?.message}
          {...register("username", { required: "What shall others call you?" })}
        />
        <PasswordInput
          label="Password"
          autoComplete="new-password"
          description="8 characters or more: upper and lower case, a digit and a sign."
          inputWrapperOrder={["label", "input", "error", "description"]}
          error={errors.password?.message}
          {...register("password", { required: "A password is needed." })}
        />
        <Checkbox
          label={
            <span className="words">
              I have read the <Link to="/terms">terms</Link> and agree
            </span>
          }
          error={errors.acceptTerms?.message}
          {...register("acceptTerms")}
        />
        <Button type="submit" fullWidth size="md" loading={isSubmitting}>
          Sign up
        </Button>
      </form>
      <p className="gate-ways words">
        You have an account? <Link to="/sign-in">Sign in</Link>
      </p>
    </>
  );
}
