import { useState } from "react";

import type { Decimal } from "@/lib/format/numbers";
import { useNow } from "@/lib/now";

import { type Candle, grown } from "./growing";

/** Candles as they were read last, and grown by every price since. */
export function useGrown<Each extends Candle>(read: readonly Each[], price: Decimal): readonly Each[] {
  const now = useNow();
  const [held, setHeld] = useState(() => ({ read, price, candles: grown(read, price, now) }));
  if (held.read === read && held.price === price) return held.candles;
  const candles = grown(held.read === read ? held.candles : read, price, now);
  setHeld({ read, price, candles });
  return candles;
}
