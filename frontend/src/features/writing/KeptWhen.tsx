import { When } from "@/components/When";

interface Props {
  at: string | null;
}

/** When the words were last kept on this device. */
export function KeptWhen({ at }: Props) {
  return (
    <span role="status">
      {at ? (
        <>
          Kept on this device <When at={at} ago />
        </>
      ) : (
        "A new post"
      )}
    </span>
  );
}
