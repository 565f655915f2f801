import type { BrowserContext, Request } from "@playwright/test";

/** What no page may do: errors in the console, breaches of the policy among them, requests that fail or are refused. */
export class Troubles {
  #found: string[] = [];
  #reading: Promise<void>[] = [];
  readonly #forgiven: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() === "error") this.#add(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => {
      this.#add(`uncaught: ${error.error().message}`);
    });
    context.on("requestfailed", (request) => {
      // What a page has asked and left before the answer is no failure.
      const why = request.failure()?.errorText ?? "";
      if (why !== "net::ERR_ABORTED") this.#add(`failed: ${request.method()} ${request.url()}: ${why}`);
    });
    context.on("response", (response) => {
      if (response.status() >= 400) this.#add(`status ${response.status()}: ${response.url()}`);
    });
    context.on("requestfinished", (request) => {
      if (request.method() === "POST") this.#reading.push(this.#read(request));
    });
  }

  /** For a test that is about trouble. */
  forgive(pattern: RegExp): void {
    this.#forgiven.push(pattern);
  }

  async found(): Promise<string[]> {
    await Promise.all(this.#reading);
    return this.#found.filter((trouble) => !this.#forgiven.some((pattern) => pattern.test(trouble)));
  }

  #add(trouble: string): void {
    this.#found.push(trouble);
  }

  /** Errors of GraphQL itself, not those that a mutation has as its data. */
  async #read(request: Request): Promise<void> {
    const response = await request.response();
    const body = (await response?.json().catch(() => null)) as { errors?: unknown } | null | undefined;
    if (body?.errors) this.#add(`GraphQL: ${JSON.stringify(body.errors)}`);
  }
}
