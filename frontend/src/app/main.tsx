import "@fontsource-variable/schibsted-grotesk/wght.css";
import "@fontsource-variable/geist/wght.css";
import "./mantine.css";
import "virtual:theme.css";
import "./tokens.css";
import "./base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { askAt } from "@/lib/session/ask";
import { browserMark } from "@/lib/session/mark";
import { Session } from "@/lib/session/session";
import { browserTabs } from "@/lib/session/tabs";

import { App } from "./App";

const PATIENCE = 2_000;

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root to draw in");

const session = new Session(askAt("/graphql"), browserMark(), browserTabs());
// Who has signed in is known before anything is asked; a slow answer does not hold the page back.
await Promise.race([session.resume(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);

createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
