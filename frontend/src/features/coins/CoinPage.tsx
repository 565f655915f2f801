import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";

import { Bone } from "@/components/Bones";
import { Failed } from "@/components/Failed";
import { useTitle } from "@/components/useTitle";
import { NotFound } from "@/features/about/NotFound";
import { graphql } from "@/gql";
import { price } from "@/lib/format/numbers";
import { usePolling } from "@/lib/usePolling";

import { Candles } from "./Candles";
import { CoinFigures } from "./CoinFigures";
import { CoinHead } from "./CoinHead";
import { CoinTalk } from "./CoinTalk";
import "./coin.css";

const route = getRouteApi("/site/coins/$slug");

const Coin_query = graphql(`
  query Coin($slug: String!) {
    coin(slug: $slug) {
      id
      name
      symbol
      price
      ...CoinHead_coin
      ...CoinFigures_coin
    }
    marketStats {
      ...Simulated_marketStats
    }
  }
`);

export function CoinPage() {
  const { slug } = route.useParams();
  const [{ data, error }, readAgain] = useQuery({ query: Coin_query, variables: { slug } });
  const coin = data?.coin;
  usePolling(readAgain, 60);
  useTitle(coin ? `${coin.symbol} ${price(coin.price)}` : undefined);

  if (data && !coin) return <NotFound what="coin" />;
  return (
    <div className="columns coin-columns">
      <div>
        {coin ? (
          <CoinHead coin={coin} stats={data.marketStats} />
        ) : error ? (
          <Failed
            what="The coin"
            error={error}
            onAgain={() => {
              readAgain({ requestPolicy: "network-only" });
            }}
          />
        ) : (
          <div className="coin-coming" aria-busy="true" role="group" aria-label="The coin is loading">
            <Bone width={220} height={30} />
            <Bone width={300} height={44} />
          </div>
        )}
        <Candles key={slug} slug={slug} />
        <CoinTalk slug={slug} name={coin?.name} />
      </div>
      <aside aria-label="Figures">{coin && <CoinFigures coin={coin} />}</aside>
    </div>
  );
}
