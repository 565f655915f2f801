import { Link } from "@tanstack/react-router";

import "./tag.css";

interface Props {
  name: string;
}

export function TagLink({ name }: Props) {
  return (
    <Link to="/" search={{ tag: name }} className="tag">
      {name}
    </Link>
  );
}
