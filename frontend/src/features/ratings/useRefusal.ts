import { useEffect, useState } from "react";

const SHOWN = 6_000;

/** Why something was refused, for as long as it takes to read. */
export function useRefusal(): [string | null, (words: string | null) => void] {
  const [refusal, setRefusal] = useState<string | null>(null);

  useEffect(() => {
    if (refusal === null) return undefined;
    const timer = setTimeout(() => {
      setRefusal(null);
    }, SHOWN);
    return () => {
      clearTimeout(timer);
    };
  }, [refusal]);

  return [refusal, setRefusal];
}
