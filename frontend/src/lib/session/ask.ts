/** What a mutation of sign-in, refresh or sign-out answers; `answeredAt` is the server's clock, in ms. */
export interface Reply {
  payload: Payload;
  answeredAt: number;
}

export interface Payload {
  errors: Refusal[];
  accessToken?: string | null;
  accessTokenExpiresAt?: string | null;
  viewer?: Viewer | null;
}

/** Why it was not done. */
export interface Refusal {
  code: string;
  message: string;
}

export interface Viewer {
  email: string;
  user: { username: string; displayName: string; role: Role };
}

export type Role = "MEMBER" | "MODERATOR" | "ADMIN";

/** Asks the API with the cookie, or with a bearer and without the cookie. Raises an Error in words for a person. */
export type Ask = (mutation: string, input?: object, bearer?: string) => Promise<Reply>;

interface Body {
  data?: Record<string, Payload> | null;
  errors?: { message: string }[];
}

export function askAt(url: string): Ask {
  return async (mutation, input, bearer) => {
    const { body, answeredAt } = await posted(url, { query: mutation, variables: input ? { input } : {} }, bearer);
    const payload = Object.values(body.data ?? {})[0];
    if (body.errors?.[0] || !payload) throw new Error(body.errors?.[0]?.message ?? "The API answered nothing.");
    return { payload, answeredAt };
  };
}

async function posted(url: string, request: object, bearer?: string): Promise<{ body: Body; answeredAt: number }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      credentials: bearer ? "omit" : "same-origin",
      headers: { "content-type": "application/json", ...(bearer && { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify(request),
    });
    const answeredAt = Date.parse(response.headers.get("date") ?? "") || Date.now();
    return { body: (await response.json()) as Body, answeredAt };
  } catch {
    throw new Error("The API did not answer. Try again.");
  }
}
