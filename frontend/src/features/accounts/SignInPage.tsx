import { Button, PasswordInput, TextInput } from "@mantine/core";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";

import { Banner } from "@/components/Banner";
import { useTitle } from "@/components/useTitle";
import type { Refusal } from "@/lib/session/ask";
import { useSession, useViewer } from "@/lib/session/context";

import { DemoPeople } from "./DemoPeople";
import { ResendConfirmation } from "./ResendConfirmation";

const route = getRouteApi("/gate/sign-in");

interface Fields {
  email: string;
  password: string;
}

export function SignInPage() {
  const { next } = route.useSearch();
  const session = useSession();
  const viewer = useViewer();
  const navigate = useNavigate();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { register, handleSubmit, formState, getValues } = useForm<Fields>();
  useTitle("Sign in");

  useEffect(() => {
    // Only to a page of ours: an address of elsewhere would begin with a second slash.
    if (viewer) void navigate({ href: next && /^\/(?!\/|\\)/.test(next) ? next : "/", replace: true });
  }, [viewer, next, navigate]);

  const signIn = async ({ email, password }: Fields) => {
    setRefusal(null);
    setRefusal(
      await session.signIn(email, password).catch((error: unknown) => ({
        code: "AWAY",
        message: error instanceof Error ? error.message : String(error),
      })),
    );
  };

  return (
    <>
      <h1>Sign in</h1>
      <p className="gate-why">To vote, to answer, and to keep what you want to read later.</p>
      <form className="gate-form" onSubmit={(event) => void handleSubmit(signIn)(event)} noValidate>
        {refusal && (
          <Banner kind="danger" icon="danger" title={refusal.message}>
            {refusal.code === "ACCOUNT_NOT_CONFIRMED" && <ResendConfirmation email={getValues("email")} />}
          </Banner>
        )}
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          autoFocus
          error={formState.errors.email?.message}
          {...register("email", { required: "Which email did you sign up with?" })}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          error={formState.errors.password?.message}
          {...register("password", { required: "The password is missing." })}
        />
        <Button type="submit" fullWidth size="md" loading={formState.isSubmitting}>
          Sign in
        </Button>
      </form>
      <p className="gate-ways words">
        New here? <Link to="/sign-up">Sign up</Link>, it takes a minute.
      </p>
      <DemoPeople onPerson={({ email, password }) => void signIn({ email, password })} />
    </>
  );
}
