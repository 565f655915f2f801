import { useTitle } from "@/components/useTitle";

import "./reading.css";

export function AboutPage() {
  useTitle("About");
  return (
    <article className="wrap reading words">
      <h1 className="page-title">About Cryptotalks</h1>
      <p>
        Cryptotalks is an open forum for people who follow cryptocurrencies: conversations in threads, and the market
        beside them. Nobody is asked to buy anything here, and nothing here is advice.
      </p>
      <h2>The prices</h2>
      <p>
        The tape on top says where they come from. While it says <em>simulated</em>, a program makes them up: they move
        like prices, and nobody has ever paid them.
      </p>
      <h2>The engine</h2>
      <p>
        The forum runs on a free engine of the same name, under the MIT licence. All that these pages do they do by{" "}
        <a href="/graphql">its GraphQL API</a>, which is yours to use too.
      </p>
      <h2>Thanks</h2>
      <ul>
        <li>
          Charts are drawn by Lightweight Charts&trade;, copyright (c) 2025 TradingView, Inc.{" "}
          <a href="https://www.tradingview.com/" rel="noopener">
            tradingview.com
          </a>
        </li>
        <li>
          The coins&rsquo; icons are of{" "}
          <a href="https://github.com/spothq/cryptocurrency-icons" rel="noopener">
            cryptocurrency-icons
          </a>
          , CC0.
        </li>
        <li>The letters are Schibsted Grotesk and Geist, under the SIL Open Font License.</li>
      </ul>
    </article>
  );
}
