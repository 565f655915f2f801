import { ButtonLink } from "@/components/ButtonLink";
import { useTitle } from "@/components/useTitle";

import "./notFound.css";

interface Props {
  what?: "page" | "post" | "coin" | "person";
}

const WORDS = {
  page: "The page may have been deleted, or the link lost a letter on its way.",
  post: "The post may have been deleted, or the link lost a letter on its way.",
  coin: "Nobody here knows that coin, or the link lost a letter on its way.",
  person: "Nobody here has that name, or the link lost a letter on its way.",
};

export function NotFound({ what = "page" }: Props) {
  useTitle("Not found");
  return (
    <div className="wrap not-found">
      <p className="not-found-number num" aria-hidden="true">
        404
      </p>
      <h1 className="page-title">There is no such {what}</h1>
      <p>{WORDS[what]}</p>
      <div className="row">
        <ButtonLink to="/">Talk of the day</ButtonLink>
        <ButtonLink to="/market" variant="default">
          The market
        </ButtonLink>
      </div>
    </div>
  );
}
