import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { Announcer } from "@/components/Announcer";
import { SessionEnded } from "@/features/accounts/SessionEnded";
import { Tape } from "@/features/coins/Tape";

import { BottomBar } from "./BottomBar";
import { Footer } from "./Footer";
import { SiteKeys } from "./SiteKeys";
import { TopBar } from "./TopBar";
import "./layout.css";

/** What stands around every page but those of signing in. */
export function Layout({ children = <Outlet /> }: { children?: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <Tape />
      <TopBar />
      <main id="main" tabIndex={-1}>
        <SessionEnded />
        {children}
      </main>
      <Footer />
      <BottomBar />
      <SiteKeys />
      <Announcer />
    </>
  );
}
