import "@fontsource-variable/schibsted-grotesk/wght.css";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "@graphiql/plugin-explorer/style.css";
import "graphiql/graphiql.css";
import "./theme.css";
import "./session.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { readDeepLink } from "./deepLink";
import { prepareEditors } from "./editors";
import { Playground } from "./Playground";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root to draw in");

const deepLink = readDeepLink();
await prepareEditors();
createRoot(root).render(
  <StrictMode>
    <Playground deepLink={deepLink} />
  </StrictMode>,
);
