import { TagsInput } from "@mantine/core";
import { useQuery } from "urql";

import { graphql } from "@/gql";

import { asTag, MOST_TAGS } from "./words";

const Tags_query = graphql(`
  query Tags {
    tags(first: 50) {
      id
      name
    }
  }
`);

interface Props {
  tags: readonly string[];
  error: string | undefined;
  onTags: (tags: string[]) => void;
}

export function TagField({ tags, error, onTags }: Props) {
  const [{ data }] = useQuery({ query: Tags_query, requestPolicy: "cache-first" });
  const left = MOST_TAGS - tags.length;
  return (
    <TagsInput
      className="tag-field"
      aria-label="Tags"
      placeholder={left > 0 ? `add a tag, ${left} left` : ""}
      data={data?.tags.map(({ name }) => name) ?? []}
      value={[...tags]}
      maxTags={MOST_TAGS}
      splitChars={[",", " "]}
      acceptValueOnBlur
      comboboxProps={{ width: 220, position: "bottom-start" }}
      error={error}
      onChange={(chosen) => {
        onTags([...new Set(chosen.map(asTag))].filter(Boolean));
      }}
    />
  );
}
