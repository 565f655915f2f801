import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";

import { Gate } from "@/features/accounts/Gate";
import { Broken } from "@/features/about/Broken";
import { NotFound } from "@/features/about/NotFound";

import { Layout } from "./Layout";

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost, errorComponent: Broken });

/** Every page with tape and top bar; `gate` holds those of signing in, without. */
const site = createRoute({ getParentRoute: () => root, id: "site", component: Layout });
const gate = createRoute({ getParentRoute: () => root, id: "gate", component: Gate });

/** The router reads what looks like a number as one. */
const text = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" ? String(value) : undefined;

export const ORDERS = ["new", "top", "discussed"] as const;
export type Order = (typeof ORDERS)[number];

const home = createRoute({
  getParentRoute: () => site,
  path: "/",
  validateSearch: ({ order, tag }): { order?: Order | undefined; tag?: string | undefined } => ({
    order: ORDERS.find((known) => known === order),
    tag: text(tag),
  }),
  component: lazyRouteComponent(() => import("@/features/posts/HomePage"), "HomePage"),
});

const post = createRoute({
  getParentRoute: () => site,
  path: "/posts/$slug",
  component: lazyRouteComponent(() => import("@/features/posts/PostPage"), "PostPage"),
});

const edit = createRoute({
  getParentRoute: () => site,
  path: "/posts/$slug/edit",
  component: lazyRouteComponent(() => import("@/features/writing/EditPage"), "EditPage"),
});

const write = createRoute({
  getParentRoute: () => site,
  path: "/write",
  component: lazyRouteComponent(() => import("@/features/writing/WritePage"), "WritePage"),
});

const market = createRoute({
  getParentRoute: () => site,
  path: "/market",
  validateSearch: ({
    query,
    sort,
    down,
  }): { query?: string | undefined; sort?: string | undefined; down?: boolean | undefined } => ({
    query: text(query),
    sort: text(sort),
    down: down === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import("@/features/coins/MarketPage"), "MarketPage"),
});

const coin = createRoute({
  getParentRoute: () => site,
  path: "/coins/$slug",
  component: lazyRouteComponent(() => import("@/features/coins/CoinPage"), "CoinPage"),
});

const person = createRoute({
  getParentRoute: () => site,
  path: "/people/$username",
  validateSearch: ({ show }): { show?: string | undefined } => ({ show: text(show) }),
  component: lazyRouteComponent(() => import("@/features/people/PersonPage"), "PersonPage"),
});

const sessions = createRoute({
  getParentRoute: () => site,
  path: "/settings/sessions",
  component: lazyRouteComponent(() => import("@/features/accounts/SessionsPage"), "SessionsPage"),
});

const about = createRoute({
  getParentRoute: () => site,
  path: "/about",
  component: lazyRouteComponent(() => import("@/features/about/AboutPage"), "AboutPage"),
});

const terms = createRoute({
  getParentRoute: () => site,
  path: "/terms",
  component: lazyRouteComponent(() => import("@/features/about/TermsPage"), "TermsPage"),
});

const signIn = createRoute({
  getParentRoute: () => gate,
  path: "/sign-in",
  validateSearch: ({ next }): { next?: string | undefined } => ({ next: text(next) }),
  component: lazyRouteComponent(() => import("@/features/accounts/SignInPage"), "SignInPage"),
});

const signUp = createRoute({
  getParentRoute: () => gate,
  path: "/sign-up",
  component: lazyRouteComponent(() => import("@/features/accounts/SignUpPage"), "SignUpPage"),
});

const confirm = createRoute({
  getParentRoute: () => gate,
  path: "/confirm",
  validateSearch: ({ token }): { token?: string | undefined } => ({ token: text(token) }),
  component: lazyRouteComponent(() => import("@/features/accounts/ConfirmPage"), "ConfirmPage"),
});

function Lost() {
  return (
    <Layout>
      <NotFound />
    </Layout>
  );
}

export const router = createRouter({
  routeTree: root.addChildren([
    site.addChildren([home, post, edit, write, market, coin, person, sessions, about, terms]),
    gate.addChildren([signIn, signUp, confirm]),
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: Broken,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
