import { type APIRequest, devices, expect } from "@playwright/test";

/** People of the demo, whose password everybody knows. */
export const PASSWORD = "Talk-2-everyone";
export type Username = "cagla" | "ada" | "bob" | "leila" | "noor" | "kenji" | "mateo" | "thuha";

export const emailOf = (username: Username): string => `${username}@example.org`;

const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { errors { message } viewer { email } } }";

/** What a browser keeps of somebody who has signed in with it: the cookie, and the mark that there is one. */
export async function signedIn(requests: APIRequest, forum: string, username: Username) {
  // The forum shows by it where one is signed in.
  const { userAgent } = devices["Desktop Chrome"];
  const request = await requests.newContext({ baseURL: forum, userAgent });
  const response = await request.post("/graphql", {
    data: { query: SIGN_IN, variables: { input: { email: emailOf(username), password: PASSWORD } } },
  });
  expect(await response.json()).toMatchObject({
    data: { signIn: { errors: [], viewer: { email: emailOf(username) } } },
  });
  const { cookies } = await request.storageState();
  await request.dispose();
  const mark = { name: "cryptotalks:signed-in", value: new Date().toISOString() };
  return { cookies, origins: [{ origin: new URL(forum).origin, localStorage: [mark] }] };
}
