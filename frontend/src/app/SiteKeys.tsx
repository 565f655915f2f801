import { Checkbox, Modal } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { KeyList } from "@/components/KeyList";
import { singleKeysAreOff, turnSingleKeys, useKeys } from "@/lib/keys";

const LIST = [
  { keys: ["g", "h"], words: "the talk of the day" },
  { keys: ["g", "m"], words: "the market" },
  { keys: ["c"], words: "write a post" },
  { keys: ["/"], words: "find a coin, on the market" },
  { keys: ["j", "k"], words: "next and previous post or comment" },
  { keys: ["o"], words: "open it" },
  { keys: ["u", "d"], words: "vote up, vote down" },
  { keys: ["r"], words: "reply" },
  { keys: ["x"], words: "fold the branch" },
  { keys: ["n"], words: "next new reply" },
  { keys: ["b"], words: "keep the post for later" },
  { keys: ["Ctrl", "↵"], words: "send" },
  { keys: ["Esc"], words: "leave" },
] as const;

/** The keys that work on every page, and the list of all of them. */
export function SiteKeys() {
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const [isOff, setIsOff] = useState(singleKeysAreOff);
  useKeys({
    "?": () => {
      setIsOpen(true);
    },
    "g h": () => void navigate({ to: "/" }),
    "g m": () => void navigate({ to: "/market" }),
    c: () => void navigate({ to: "/write" }),
  });

  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        setIsOpen(false);
      }}
      title="Keys"
    >
      <KeyList className="keys" keys={LIST} />
      <Checkbox
        label="Single keys work"
        checked={!isOff}
        onChange={({ currentTarget }) => {
          setIsOff(!currentTarget.checked);
          turnSingleKeys(!currentTarget.checked);
        }}
      />
    </Modal>
  );
}
