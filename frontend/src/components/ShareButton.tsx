import { ActionIcon, Tooltip } from "@mantine/core";

import { Icon } from "./Icon";
import { useShare } from "./useShare";

interface Props {
  url: string;
  title: string;
}

export function ShareButton({ url, title }: Props) {
  const [share, words] = useShare(url, title);
  return (
    <Tooltip label={words ?? "Share"} {...(words && { opened: true })}>
      <ActionIcon aria-label="Share" onClick={share}>
        <Icon name="share" size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
